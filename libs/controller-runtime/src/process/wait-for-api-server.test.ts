import { instant, minutes, seconds, type Duration } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createLog } from '../logging/create-log.ts';
import { TransportError } from '../transport/transport-error.ts';
import type { Transport } from '../transport/transport.ts';
import { waitForApiServer } from './wait-for-api-server.ts';

const never = new AbortController().signal;

/** What comes of waiting for a server that gives this answer, or none, until a moment. */
async function waiting(before: number | 'nobody', until: Duration): Promise<{ outcome: string; lines: readonly string[] }> {
  const clock = virtualClock(instant(0));
  const lines: string[] = [];
  const log = createLog({ enabled: () => true, write: (_level, message) => void lines.push(message) });
  const answer = (status: number, body: string) => ({ status, headers: {}, text: () => Promise.resolve(body), lines: () => [] as never });
  const transport: Transport = {
    send() {
      if (clock.monotonic() >= until) return Promise.resolve(answer(200, '{"gitVersion":"v1.34.0"}'));
      if (before === 'nobody') return Promise.reject(new TransportError('connect ECONNREFUSED'));
      return Promise.resolve(answer(before, ''));
    },
    close: () => Promise.resolve(),
  };
  const waited = waitForApiServer(transport, { clock, log }, never).catch((error: unknown) => (error as Error).message);
  await clock.advance(minutes(3));
  return { outcome: await waited, lines };
}
const line = 'The API server does not answer, waiting for it';

describe('a process that starts', () => {
  test.each([
    { rule: 'says nothing when the API server answers', before: 200, until: seconds(0), outcome: 'v1.34.0', lines: [] },
    {
      rule: 'waits for an API server that is away, and says so once',
      before: 'nobody' as const,
      until: seconds(100),
      outcome: 'v1.34.0',
      lines: [line],
    },
    { rule: 'waits for one that is not ready', before: 503, until: seconds(100), outcome: 'v1.34.0', lines: [line] },
    { rule: 'gives up after two minutes', before: 'nobody' as const, until: minutes(10), outcome: 'connect ECONNREFUSED', lines: [line] },
    {
      rule: 'does not wait when its credentials are no good',
      before: 401,
      until: seconds(100),
      outcome: 'read the version of the API server: the server answered 401',
      lines: [],
    },
  ])('$rule', async ({ before, until, outcome, lines }) => expect(await waiting(before, until)).toEqual({ outcome, lines }));
});
