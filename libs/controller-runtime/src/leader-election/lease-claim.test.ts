import { Lease } from '@capi/api';
import { instant, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { fakeApiServer } from '../testing/fake-api-server.ts';
import { leaseClaim } from './lease-claim.ts';

const never = new AbortController().signal;

function aWorld() {
  const clock = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
  const server = fakeApiServer(Lease as never);
  let answerTakes = seconds(0);
  const transport = {
    ...server.transport,
    send: async (...sent: Parameters<typeof server.transport.send>) => {
      const response = await server.transport.send(...sent);
      if (sent[0].method !== 'GET' && answerTakes > 0) await clock.sleep(answerTakes, never);
      return response;
    },
  };
  const claim = (identity: string, leaseDuration = seconds(15)) =>
    leaseClaim({ client: createClient({ transport }), clock, key: { namespace: 'team-a', name: 'widgets' }, identity, leaseDuration });
  return { clock, server, claim, slowly: (takes: number) => void (answerTakes = seconds(takes)) };
}

describe('claim on a lease', () => {
  test('counts a renewal from when it was sent, since others may see it before its answer arrives', async () => {
    const { clock, claim, slowly } = aWorld();
    const mine = claim('one');
    slowly(4);
    const attempt = mine.attempt(never);
    await clock.advance(seconds(4));
    expect(await attempt).toBe(true);
    expect(mine.renewed()?.at).toBe(0);
  });

  test('finds a lease free when it has not changed for its whole term, as seen by this process', async () => {
    const { clock, claim } = aWorld();
    const [one, two] = [claim('one'), claim('two')];
    await one.attempt(never);
    await clock.advance(seconds(10));
    expect(await two.attempt(never)).toBe(false);
    await clock.advance(seconds(10));
    expect([two.untilFree(), await two.attempt(never)]).toEqual([5000, false]);
    await clock.advance(seconds(5));
    expect([two.untilFree(), await two.attempt(never)]).toEqual([0, true]);
  });

  test('takes no lease that was deleted under a holder who does not know yet', async () => {
    const { clock, server, claim } = aWorld();
    const [one, two] = [claim('one'), claim('two')];
    await one.attempt(never);
    await two.attempt(never);
    server.remove('widgets');
    expect([await two.attempt(never), await one.attempt(never)]).toEqual([false, true]);
    await clock.settle();
  });

  test('is over for a holder who finds the lease given back by another', async () => {
    const { clock, claim } = aWorld();
    const [one, two] = [claim('one'), claim('two')];
    await one.attempt(never);
    await two.attempt(never);
    // As after a sleep of the first one's machine.
    await clock.advance(seconds(15));
    await two.attempt(never);
    await two.release(never);
    expect(await one.attempt(never)).toBe(false);
  });

  test('says whole seconds to others, rather more than less', async () => {
    const { server, claim } = aWorld();
    await claim('one', seconds(2.5)).attempt(never);
    expect((server.get('widgets') as Lease).spec?.leaseDurationSeconds).toBe(3);
  });
});
