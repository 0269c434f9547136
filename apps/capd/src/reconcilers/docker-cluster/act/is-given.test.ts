import type { Network } from '@capi/docker-engine';
import { instant } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { isGiven } from './is-given.ts';

const place = { name: 'kind', subnets: ['172.18.0.0/16'], ipv4: '172.18.0.2' };
const aNetwork = (inUse: readonly string[]): Network => ({ id: 'n1', name: 'kind', labels: {}, subnets: [], gateways: [], inUse });

describe('an address that a container is about to get', () => {
  test('is its own as soon as the network says so', async () => {
    const clock = virtualClock(instant(0));
    const answers = [aNetwork([]), aNetwork(['172.18.0.9']), aNetwork(['172.18.0.9', '172.18.0.2'])];
    const given = isGiven(place, { engine: { network: async () => answers.shift() }, clock }, new AbortController().signal);
    for (let next = clock.untilNext(); answers.length > 0; next = clock.untilNext()) {
      if (next !== undefined) await clock.advance(next);
      await clock.settle();
    }
    expect(await given).toBe(true);
  });

  test('is not waited for when the start has ended', async () => {
    const clock = virtualClock(instant(0));
    const started = new AbortController();
    const given = isGiven(place, { engine: { network: async () => aNetwork([]) }, clock }, started.signal);
    await clock.settle();
    started.abort('started');
    expect(await given).toBe(false);
  });

  test('is unknown when the network cannot be looked at', async () => {
    const network = (): Promise<never> => Promise.reject(new Error('away'));
    const clock = virtualClock(instant(0));
    await expect(isGiven(place, { engine: { network }, clock }, new AbortController().signal)).rejects.toThrow('away');
  });
});
