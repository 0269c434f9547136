import { labels, type Pod } from '@capi/api';
import { parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

/** What names a Pod, and tells it from an earlier one of the same name. */
export interface PodIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** What a drain has to know of a Pod on the Node. */
export interface NodePod extends PodIdentity {
  /** It has run to its end, well or badly. */
  readonly finished: boolean;
  /** When it should be gone; absent while nobody has asked it to go. */
  readonly deletionTimestamp?: Instant;
  /** Kind of the object that would make it again; absent when nothing would. */
  readonly controller?: string;
  /** Whether the DaemonSet that controls it still exists; absent for Pods of anything else. */
  readonly daemonSet?: 'exists' | 'missing';
  /** The picture of a static Pod: only the kubelet can end what it shows. */
  readonly mirror: boolean;
  /** It keeps data on the Node that end with it. */
  readonly localData: boolean;
  /** Value of the label `cluster.x-k8s.io/drain`, in lower case; absent without the label. */
  readonly drainLabel?: string;
  /** Names of the PersistentVolumeClaims that it uses, in its own namespace. */
  readonly claims: readonly string[];
}

/** Annotation that the kubelet puts on the picture of a static Pod. */
const mirrorAnnotation = 'kubernetes.io/config.mirror';

/**
 * What a drain has to know of a Pod.
 * @param daemonSets DaemonSets that are known to exist, as `namespace/name`
 */
export function readPod(pod: DeepReadonly<Pod>, daemonSets: ReadonlySet<string>): NodePod {
  const { metadata, spec, status } = pod;
  const namespace = metadata.namespace ?? '';
  const deletionTimestamp = parseInstant(metadata.deletionTimestamp ?? '');
  const controller = metadata.ownerReferences?.find((owner) => owner.controller === true);
  const drainLabel = metadata.labels?.[labels.drain]?.toLowerCase();
  const volumes = spec?.volumes ?? [];
  return {
    namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
    finished: status?.phase === 'Succeeded' || status?.phase === 'Failed',
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(controller === undefined ? {} : { controller: controller.kind }),
    ...(controller?.kind === 'DaemonSet' ? { daemonSet: daemonSets.has(`${namespace}/${controller.name}`) ? 'exists' : 'missing' } : {}),
    mirror: metadata.annotations?.[mirrorAnnotation] !== undefined,
    localData: volumes.some(({ emptyDir }) => emptyDir !== undefined),
    ...(drainLabel === undefined ? {} : { drainLabel }),
    claims: volumes.flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
      if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
      return ephemeral === undefined ? [] : [`${metadata.name}-${name}`];
    }),
  };
}

/** `namespace/name` */
export const printPod = ({ namespace, name }: PodIdentity): string => `${namespace}/${name}`;
