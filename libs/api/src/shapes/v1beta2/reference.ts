import type { Static } from 'typebox';

import { dnsLabel, dnsSubdomain, groupVersion, kindName } from '../../schema/patterns.ts';
import { optional, struct, text } from '../../schema/vocabulary.ts';

const name = (meaning: string) => text(meaning, { minLength: 1, maxLength: 253, pattern: dnsSubdomain });
const kind = text('Kind of the object referred to.', { minLength: 1, maxLength: 63, pattern: kindName });

/**
 * Refers to a provider object in the same namespace by group and kind; its version follows from the contract labels on its CRD.
 */
export const ContractReference = struct('A provider object in the same namespace.', {
  apiGroup: text('API group of the object; its version is found through the contract labels of its CRD.', {
    minLength: 1,
    maxLength: 253,
    pattern: dnsSubdomain,
  }),
  kind,
  name: name('Name of the object, in the namespace of the one that refers to it.'),
});
export type ContractReference = Static<typeof ContractReference>;

/** Refers to a template in the same namespace by a fixed version. */
export const TemplateReference = struct('A template in the same namespace, in a given version.', {
  apiVersion: text('Group and version of the template, as in group/version.', { minLength: 1, maxLength: 317, pattern: groupVersion }),
  kind,
  name: name('Name of the template, in the namespace of the one that refers to it.'),
});
export type TemplateReference = Static<typeof TemplateReference>;

/** Refers to a ClusterClass, possibly in another namespace. */
export const ClassReference = struct('The ClusterClass that shapes the Cluster.', {
  name: name('Name of the ClusterClass.'),
  namespace: optional(
    text('Namespace of the ClusterClass; that of the Cluster when absent.', { minLength: 1, maxLength: 63, pattern: dnsLabel }),
  ),
});
export type ClassReference = Static<typeof ClassReference>;

/** Refers to the Node of a Machine in the workload cluster. */
export const NodeReference = struct('The Node in the workload cluster that runs on this Machine; absent until it has joined.', {
  name: name('Name of the Node.'),
});
export type NodeReference = Static<typeof NodeReference>;
