import { instant, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { fakeApiServer } from '../testing/fake-api-server.ts';
import { Widget } from '../testing/objects.ts';
import { rateLimit, withRateLimit } from './decorate-transport.ts';

describe('rate limit', () => {
  test('lets a burst through and then so many a second, in their order', async () => {
    const clock = virtualClock(instant(0));
    const server = fakeApiServer(Widget as never);
    const transport = withRateLimit(server.transport, rateLimit({ qps: 10, burst: 5, clock }));
    for (let index = 0; index < 30; index += 1)
      void transport.send({ method: 'POST', path: `/${index}` }, new AbortController().signal).catch(() => undefined);
    await clock.settle();
    expect(server.requests).toHaveLength(5);
    await clock.advance(seconds(1));
    expect(server.requests).toHaveLength(15);
    await clock.advance(seconds(2));
    expect(server.requests.map(({ path }) => path)).toEqual(Array.from({ length: 30 }, (_, index) => `/${index}`));
  });
});
