import {
  annotations as annotationNames,
  labels as labelNames,
  parseApiVersion,
  type OwnerReference,
  type UnstructuredObject,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What the object made from a template is to be like. */
export interface Clone {
  readonly name: string;
  readonly namespace: string;
  readonly clusterName: string;
  /** Win over those of the template. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Win over those of the template. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The only owner; left out when the object gets one later. */
  readonly owner?: DeepReadonly<OwnerReference>;
}

/**
 * The object that a template describes: what stands under `spec.template`, named, labelled for its Cluster, and with a note on
 * which template it came from. A template without `spec.template` makes an empty object.
 * @see upstream v1.14.0 controllers/external/util.go (behaviour)
 */
export function cloneTemplate(template: DeepReadonly<UnstructuredObject>, clone: Clone): UnstructuredObject {
  const content = structuredClone(record(record(template.spec)['template']));
  const metadata = record(content['metadata']);
  return {
    ...content,
    apiVersion: template.apiVersion,
    kind: template.kind.replace(/Template$/, ''),
    metadata: {
      name: clone.name,
      namespace: clone.namespace,
      labels: { ...texts(metadata['labels']), ...clone.labels, [labelNames.clusterName]: clone.clusterName },
      annotations: {
        ...texts(metadata['annotations']),
        ...clone.annotations,
        [annotationNames.clonedFromName]: template.metadata.name,
        [annotationNames.clonedFromGroupKind]: groupKindOf(template),
      },
      ...(clone.owner === undefined ? {} : { ownerReferences: [{ ...clone.owner }] }),
    },
  };
}

/** `Kind.group`, as the annotation on clones has it; the kind alone for the core group. */
export function groupKindOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const { group } = parseApiVersion(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const texts = (value: unknown): Record<string, string> => record(value) as Record<string, string>;
