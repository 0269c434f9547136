import type { ClusterClass } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Whether the controller has looked at the present generation of a class and has nothing against its variables. */
export function isReconciled({ metadata, status }: DeepReadonly<ClusterClass>): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'VariablesReady');
  return status?.observedGeneration === metadata.generation && ready !== undefined && ready.status !== 'False';
}
