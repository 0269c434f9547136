import { Lease } from '@capi/api';
import { instant, milliseconds, minutes, seconds, seededRandom } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { silentLog } from '../logging/create-log.ts';
import { fakeApiServer, type FakeApiServer } from '../testing/fake-api-server.ts';
import { leaderElection, type LeaderElection } from './leader-election.ts';
import { LeadershipLost } from './leadership-lost.ts';

interface Candidate {
  readonly election: LeaderElection;
  readonly stop: AbortController;
  /** What became of it: waiting, leading, released, lost. */
  state: string;
}

function aCandidate(server: FakeApiServer, clock: VirtualClock, identity: string): Candidate {
  const client = createClient({ transport: server.transport });
  const options = { lease: 'widgets', namespace: 'team-a', identity };
  const election = leaderElection(options, { client, clock, random: seededRandom(identity.length), log: silentLog });
  const candidate: Candidate = { election, stop: new AbortController(), state: 'waiting' };
  const campaign = async (): Promise<void> => {
    await election.acquire(candidate.stop.signal);
    candidate.state = 'leading';
    await election.hold(candidate.stop.signal);
    candidate.state = 'released';
  };
  campaign().catch((error: unknown) => (candidate.state = error instanceof LeadershipLost ? 'lost' : 'stopped'));
  return candidate;
}
const aServer = () => fakeApiServer(Lease as never);
const aClock = () => virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
const holder = (server: FakeApiServer) => (server.get('widgets') as Lease | undefined)?.spec?.holderIdentity;

describe('leader election', () => {
  test('makes one of two the leader, for as long as it lives', async () => {
    const [server, clock] = [aServer(), aClock()];
    const first = aCandidate(server, clock, 'one');
    const second = aCandidate(server, clock, 'two');
    await clock.advance(minutes(5));
    expect([first.state, second.state, holder(server)]).toEqual(['leading', 'waiting', 'one']);
    expect(() => first.election.fence.assertOpen()).not.toThrow();
    expect(() => second.election.fence.assertOpen()).toThrow(LeadershipLost);
  });

  test('hands over soon after the leader lets go', async () => {
    const [server, clock] = [aServer(), aClock()];
    const first = aCandidate(server, clock, 'one');
    const second = aCandidate(server, clock, 'two');
    await clock.advance(seconds(5));
    first.stop.abort(new Error('SIGTERM'));
    await clock.settle();
    expect([first.state, holder(server)]).toEqual(['released', '']);
    expect(() => first.election.fence.assertOpen()).toThrow(LeadershipLost);
    await clock.advance(seconds(3));
    expect([second.state, holder(server)]).toEqual(['leading', 'two']);
    expect((server.get('widgets') as Lease).spec?.leaseTransitions).toBe(1);
  });

  test('takes over a lease that nobody renewed for its whole duration, and not before', async () => {
    const [server, clock] = [aServer(), aClock()];
    const spec = { holderIdentity: 'dead', leaseDurationSeconds: 15, renewTime: '2025-12-31T23:59:59.000000Z' };
    server.put({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'widgets', namespace: 'team-a' }, spec } as Lease);
    const candidate = aCandidate(server, clock, 'new');
    await clock.advance(seconds(14));
    expect(candidate.state).toBe('waiting');
    await clock.advance(seconds(4));
    expect(candidate.state).toBe('leading');
  });

  test('goes on at once under the identity that holds the lease', async () => {
    const [server, clock] = [aServer(), aClock()];
    const spec = { holderIdentity: 'pod-1', leaseDurationSeconds: 15 };
    server.put({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'widgets', namespace: 'team-a' }, spec } as Lease);
    const candidate = aCandidate(server, clock, 'pod-1');
    await clock.settle();
    expect(candidate.state).toBe('leading');
  });

  test('gives up when it cannot renew, before another may take over', async () => {
    const [server, clock] = [aServer(), aClock()];
    const first = aCandidate(server, clock, 'one');
    await clock.advance(seconds(5));
    server.refuse = () => ({ status: 503, body: { kind: 'Status', code: 503, reason: 'ServiceUnavailable', message: 'away' } });
    await clock.advance(seconds(8));
    expect(first.state).toBe('leading');
    await clock.advance(seconds(4));
    expect(first.state).toBe('lost');
    expect(() => first.election.fence.assertOpen()).toThrow(LeadershipLost);
  });

  test('gives up when another holds its lease', async () => {
    const [server, clock] = [aServer(), aClock()];
    const first = aCandidate(server, clock, 'one');
    await clock.advance(seconds(3));
    const lease = server.get('widgets') as Lease;
    server.put({ ...lease, spec: { ...lease.spec, holderIdentity: 'two' } } as Lease);
    await clock.advance(seconds(3));
    expect(first.state).toBe('lost');
  });

  test('does not claim to lead when it slept past its lease', async () => {
    const [server, clock] = [aServer(), aClock()];
    let asleep = 0;
    // A stopped process: time passes, and none of its own timers has run yet.
    const slept = { ...clock, monotonic: () => milliseconds(clock.monotonic() + asleep) };
    const first = aCandidate(server, slept, 'one');
    await clock.settle();
    expect(() => first.election.fence.assertOpen()).not.toThrow();
    asleep = 15_000;
    expect(() => first.election.fence.assertOpen()).toThrow(LeadershipLost);
  });

  test('renews with one request', async () => {
    const [server, clock] = [aServer(), aClock()];
    aCandidate(server, clock, 'one');
    await clock.advance(seconds(1));
    const before = server.requests.length;
    await clock.advance(seconds(20));
    expect(server.requests.length - before).toBe(10);
  });
});
