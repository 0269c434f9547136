import { ApiError, type Client } from '@capi/controller-runtime';
import type { Clock } from '@capi/seams';

import type { PodIdentity } from './node-pod.ts';
import type { Refusal } from './plan-drain.ts';

/** Evictions that are under way at once, so that a full Node is asked in seconds. */
const atOnce = 10;
/** What a kubelet that does not answer any more would not use anyway. */
const unreachableGraceSeconds = 1;

/**
 * Asks Pods to go. Nobody waits for them here.
 * @returns the Pods that the API server did not let go, and why; also those of which it says that they are gone
 * @throws a transient OperationError when the cluster does not answer
 */
export async function evictPods(
  pods: readonly PodIdentity[],
  options: { readonly client: Client; readonly clock: Clock; readonly unreachable: boolean },
  signal: AbortSignal,
): Promise<readonly Refusal[]> {
  const waiting = pods.values();
  const refusals: Refusal[] = [];
  const work = async (): Promise<void> => {
    for (const pod of waiting) {
      const refusal = await evict(pod, options, signal);
      if (refusal !== undefined) refusals.push(refusal);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, pods.length) }, work));
  return refusals;
}

async function evict(
  { namespace, name, uid }: PodIdentity,
  { client, clock, unreachable }: { readonly client: Client; readonly clock: Clock; readonly unreachable: boolean },
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  try {
    // A Pod of a StatefulSet may meanwhile run on another Node under the same name.
    const isThere = await client.evict({ namespace, name }, signal, {
      ...(uid === '' ? {} : { preconditions: { uid } }),
      ...(unreachable ? { gracePeriodSeconds: unreachableGraceSeconds } : {}),
    });
    return isThere ? undefined : { namespace, name, uid, at: clock.now(), kind: 'gone', why: 'there is no such Pod' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { namespace, name, uid, at: clock.now(), ...explain(error) };
  }
}

function explain(error: ApiError): Pick<Refusal, 'kind' | 'why'> {
  const details = error.causes.map(({ message }) => message).join(' ');
  // The same code tells of an overloaded server.
  if (error.reason === 'TooManyRequests' && /disruption budget/i.test(`${error.message} ${details}`)) {
    return { kind: 'disruption-budget', why: details };
  }
  if (error.causes.some(({ reason }) => reason === 'NamespaceTerminating'))
    return { kind: 'other', why: 'its namespace is being deleted, which will delete it too' };
  return { kind: 'other', why: error.message };
}
