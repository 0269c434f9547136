import { annotations, type Cluster, type KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Why an object is to be left alone, for people; undefined when it is not. */
export function pausedBecause(object: DeepReadonly<KubernetesObject>, cluster: DeepReadonly<Cluster> | undefined): string | undefined {
  const reasons = [
    ...(cluster?.spec?.paused === true ? ['Cluster spec.paused is set to true'] : []),
    ...(object.metadata.annotations?.[annotations.paused] === undefined ? [] : [`${object.kind} has the ${annotations.paused} annotation`]),
  ];
  return reasons.length === 0 ? undefined : reasons.join(', ');
}
