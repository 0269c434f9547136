import { flag, optional, plainList, struct, text, textMap } from '../../schema/vocabulary.ts';

const OwnerReference = struct('An object that would own what is made from this.', {
  apiVersion: text('Group and version of the owner.'),
  blockOwnerDeletion: optional(flag('Whether the owner waits for its dependants when it is deleted.')),
  controller: optional(flag('Whether the owner is the one that looks after the object.')),
  kind: text('Kind of the owner.'),
  name: text('Name of the owner.'),
  uid: text('Identity of the owner.'),
});

/** Metadata inside a spec in v1alpha2. Only labels and annotations of templates ever meant anything; the rest is kept for reading back. */
export const TemplateMetadata = struct('Labels and annotations handed down to what is made from this.', {
  annotations: optional(textMap('Annotations for the objects made from this: free-form notes that tools attach.')),
  generateName: optional(text('Not used; names follow from that of the owner.')),
  labels: optional(textMap('Labels for the objects made from this, to select and group them by.')),
  name: optional(text('Not used; names follow from that of the owner.')),
  namespace: optional(text('Not used; objects are made in the namespace of their owner.')),
  ownerReferences: optional(plainList('Not used; whoever makes the objects owns them.', OwnerReference)),
});
