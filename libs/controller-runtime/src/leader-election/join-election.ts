import type { Clock, Random } from '@capi/seams';

import { createClient } from '../client/create-client.ts';
import type { EventBroadcaster } from '../events/create-event-recorder.ts';
import type { Log } from '../logging/log.ts';
import type { Transport } from '../transport/transport.ts';
import { leaderElection, type LeaderElection, type LeaderElectionOptions } from './leader-election.ts';
import { watchLease } from './watch-lease.ts';

export interface ElectionSurroundings {
  /** Neither fenced nor rate limited: the lease does not wait behind a thousand writes. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Tell who became leader. */
  readonly events: EventBroadcaster;
}

/** This process's part in the election of a provider: it watches the lease, and tells when it has been elected. */
export function joinElection(
  options: LeaderElectionOptions,
  { transport, clock, random, log, events }: ElectionSurroundings,
): LeaderElection {
  const { lease: name, namespace, identity } = options;
  return leaderElection(options, {
    client: createClient({ transport }),
    clock,
    random: random.fork('leader election'),
    log,
    watch: (changed, signal) => watchLease({ transport, name, namespace, clock, random: random.fork('lease'), log }, changed, signal),
    elected: (lease) => {
      const holder = lease.spec?.holderIdentity;
      if (holder === identity) events.recorder(holder).normal(lease, 'LeaderElection', `${holder} became leader`);
    },
  });
}
