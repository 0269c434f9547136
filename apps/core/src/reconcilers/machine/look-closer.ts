import { keyOf } from '@capi/api';
import { ApiError } from '@capi/controller-runtime';
import { podsOnNode, volumesToDetach } from '@capi/drain';
import { OperationError } from '@capi/seams';

import type { Wiring } from '../../wiring.ts';
import { decide } from './decide/decide.ts';
import type { Observation } from './observation.ts';

/**
 * The observation with what the rules want to see before they can decide: Pods and volumes of a Node are read live, and only when
 * its Machine has come so far.
 */
export async function lookCloser(wiring: Wiring, first: Observation, signal: AbortSignal): Promise<Observation> {
  let seen = first;
  for (;;) {
    const plan = decide(seen);
    if (plan.step !== 'delete' || plan.look === undefined) return seen;
    seen = { ...seen, ...(await look(wiring, seen, plan.look, signal)) };
  }
}

async function look(
  { workloadClusters, settings }: Wiring,
  { cluster, node, now }: Observation,
  what: 'pods' | 'volumes',
  signal: AbortSignal,
): Promise<Pick<Observation, 'pods' | 'volumes'>> {
  const client = workloadClusters.connection(keyOf(cluster))?.client;
  if (client === undefined || node.state !== 'found')
    return { [what]: { state: 'unreadable', why: 'the workload cluster is not connected' } };
  try {
    if (what === 'pods') return { pods: { state: 'seen', pods: await podsOnNode(client, node.node.metadata.name, signal) } };
    const considerAttachments = settings.considerVolumeAttachments;
    return { volumes: { state: 'seen', awaited: await volumesToDetach(node.node, { client, considerAttachments, now }, signal) } };
  } catch (error) {
    if (signal.aborted || !(error instanceof ApiError || error instanceof OperationError)) throw error;
    return { [what]: { state: 'unreadable', why: error.message } };
  }
}
