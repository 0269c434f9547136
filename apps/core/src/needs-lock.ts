import type { KubernetesObject } from '@capi/api';
import { isSameJson, type DeepReadonly } from '@capi/seams';

/**
 * Whether a change of metadata and spec has to be refused when somebody else wrote the object meanwhile: lists are replaced as a
 * whole, so theirs would be lost. Single fields and map entries are merged, and need not collide with what others write.
 */
export const needsLock = (before: DeepReadonly<KubernetesObject>, after: DeepReadonly<KubernetesObject>): boolean =>
  !isSameJson(before.metadata.finalizers ?? [], after.metadata.finalizers ?? []) ||
  !isSameJson(before.metadata.ownerReferences ?? [], after.metadata.ownerReferences ?? []);
