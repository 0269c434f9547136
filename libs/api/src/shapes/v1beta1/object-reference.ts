import { atomicStruct, optional, text } from '../../schema/vocabulary.ts';

/**
 * `corev1.ObjectReference`, by which versions before v1beta2 refer to other objects. Only apiVersion, kind, name and, for reading,
 * namespace mean anything to Cluster API.
 */
export const ObjectReference = atomicStruct('An object, named by kind and name.', {
  apiVersion: optional(text('Group and version of the object, as in group/version.')),
  fieldPath: optional(text('Part of the object that is meant; not used.')),
  kind: optional(text('Kind of the object.')),
  name: optional(text('Name of the object.')),
  namespace: optional(text('Namespace of the object; always taken to be that of the object that refers to it.')),
  resourceVersion: optional(text('State of the object that is meant; not used.')),
  uid: optional(text('Identity of the object across time; not used.')),
});
