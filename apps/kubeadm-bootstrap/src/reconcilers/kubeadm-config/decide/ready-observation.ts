import type { Observation, SeenCluster, SeenMachine } from '../observation.ts';

/** An observation whose owner and cluster are known: what all rules but the first look at. */
export interface ReadyObservation extends Observation {
  readonly owner: SeenMachine;
  readonly cluster: SeenCluster;
}

export const isReady = (seen: Observation): seen is ReadyObservation => seen.owner !== undefined && seen.cluster !== undefined;
