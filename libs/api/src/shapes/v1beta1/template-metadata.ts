import { optional, struct, textMap } from '../../schema/vocabulary.ts';

/** Metadata that a template hands down; unlike in v1beta2 it may be there and empty. */
export const TemplateMetadata = struct('Labels and annotations handed down to what is made from this.', {
  annotations: optional(textMap('Annotations for the objects made from this: free-form notes that tools attach.')),
  labels: optional(textMap('Labels for the objects made from this, to select and group them by.')),
});
