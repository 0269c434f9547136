import { Lease, type KubernetesObject, type Resource } from '@capi/api';
import type { Clock, DeepReadonly, Random } from '@capi/seams';

import { listAndWatch } from '../cache/list-and-watch.ts';
import type { Log } from '../logging/log.ts';
import type { Transport } from '../transport/transport.ts';

export interface WatchLeaseOptions {
  readonly transport: Transport;
  readonly name: string;
  readonly namespace: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Calls back with the lease whenever it changes, and with undefined when it is gone. So a replica takes over at once after an orderly
 * end, and knows to the moment when the lease of one that died runs out.
 * @returns only when the signal is aborted
 */
export async function watchLease(
  options: WatchLeaseOptions,
  changed: (lease: DeepReadonly<Lease> | undefined) => void,
  signal: AbortSignal,
): Promise<void> {
  const { transport, name, namespace, clock, random, log } = options;
  const look = (object: DeepReadonly<KubernetesObject>): void => changed(object as DeepReadonly<Lease>);
  await listAndWatch(
    {
      transport,
      scope: { resource: Lease as unknown as Resource<KubernetesObject> },
      namespace,
      fields: `metadata.name=${name}`,
      clock,
      random,
      log,
      // Without the watch the lease is still looked at every now and then.
      failed: (error) => log.debug('Cannot watch the lease, looking at it from time to time', { err: error }),
    },
    { replace: (objects) => objects.forEach(look), put: look, remove: () => changed(undefined), bookmark: () => undefined },
    signal,
  );
}
