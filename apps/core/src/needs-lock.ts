import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { same } from './json/same.ts';

/**
 * Whether a change of metadata and spec has to be refused when somebody else wrote the object meanwhile: lists are replaced as a
 * whole, so theirs would be lost. Single fields and map entries are merged, and need not collide with what others write.
 */
export const needsLock = (before: DeepReadonly<KubernetesObject>, after: DeepReadonly<KubernetesObject>): boolean =>
  !same(before.metadata.finalizers ?? [], after.metadata.finalizers ?? []) ||
  !same(before.metadata.ownerReferences ?? [], after.metadata.ownerReferences ?? []);
