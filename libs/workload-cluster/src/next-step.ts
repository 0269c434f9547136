import { milliseconds, seconds, type Duration } from '@capi/seams';

/** All that the decision on one workload cluster may look at. Moments are by the clock that nobody sets. */
export interface Seen {
  readonly now: Duration;
  /** `Cluster.status.initialization.infrastructureProvisioned`: before, there is nothing to connect to. */
  readonly provisioned: boolean;
  /** Version of the kubeconfig; absent while there is no kubeconfig. */
  readonly kubeconfig?: string;
  /** Version of the kubeconfig that the open connection uses; absent while not connected. */
  readonly connectedWith?: string;
  /** Since when the state of the connection is known: the last probe of an open one. */
  readonly probedAt?: Duration;
  /** Not before this moment after a failed attempt with this kubeconfig. */
  readonly notBefore?: Duration;
}

/** What to do about a connection: `rest` until something changes, `wait` for time to pass. */
export type Step =
  | { readonly step: 'rest' }
  | { readonly step: 'connect' }
  | { readonly step: 'disconnect' }
  | { readonly step: 'probe' }
  | { readonly step: 'wait'; readonly after: Duration; readonly because: string };

/** Between two probes of a connection; as upstream. */
const probeInterval = seconds(10);
/** How long a probe may take; as upstream. */
export const probeTimeout = seconds(5);
/** Failed probes in a row after which a connection is given up; as upstream. */
export const failureThreshold = 5;

/**
 * What to do about one workload cluster now.
 * @see upstream v1.14.0 controllers/clustercache (behaviour); ours connects when the kubeconfig shows instead of every 30 s
 */
export function nextStep(seen: Seen): Step {
  const connected = seen.connectedWith !== undefined;
  if (!seen.provisioned || seen.kubeconfig === undefined) return connected ? { step: 'disconnect' } : { step: 'rest' };
  // A rotated kubeconfig: the old certificate may stop working any time.
  if (seen.connectedWith !== seen.kubeconfig) {
    const wait = seen.notBefore === undefined ? 0 : seen.notBefore - seen.now;
    return wait > 0 ? { step: 'wait', after: milliseconds(wait), because: 'the last attempt to connect failed' } : { step: 'connect' };
  }
  const due = seen.probedAt === undefined ? 0 : probeInterval - (seen.now - seen.probedAt);
  return due > 0 ? { step: 'wait', after: milliseconds(due), because: 'a lost API server shows in no watch' } : { step: 'probe' };
}
