import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Whether an object is only there until the API server has noticed that nothing holds it any more. */
export const isGone = ({ metadata }: DeepReadonly<KubernetesObject>): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0;
