import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/**
 * Whether the spec has changed since it was last carried out: `observedGeneration` is only written once everything that follows
 * from a spec is done.
 */
export const isBehind = (object: DeepReadonly<KubernetesObject & { status?: { observedGeneration?: number } }>): boolean =>
  object.metadata.generation !== object.status?.observedGeneration;
