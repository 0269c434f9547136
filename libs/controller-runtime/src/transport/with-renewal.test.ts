import { secret } from '@capi/seams';

import type { TokenSource } from './cluster-access.ts';
import type { Transport, TransportRequest } from './transport.ts';
import { withRenewal } from './with-renewal.ts';

const never = new AbortController().signal;
const create: TransportRequest = { method: 'POST', path: '/widgets', body: '{}' };

/** Answers with these statuses, one after the other. */
function answering(...statuses: number[]): { readonly transport: Transport; readonly sent: TransportRequest[] } {
  const sent: TransportRequest[] = [];
  const transport: Transport = {
    send(request) {
      sent.push(request);
      const status = statuses.shift() ?? 500;
      return Promise.resolve({ status, headers: {}, text: () => Promise.resolve(''), lines: () => [] as never });
    },
    close: () => Promise.resolve(),
  };
  return { transport, sent };
}
const tokens = (renew: () => boolean): TokenSource =>
  Object.assign(() => Promise.resolve(secret('t')), { renew: () => Promise.resolve(renew()) });

describe('a token that the server does not take', () => {
  test.each([
    { rule: 'is replaced, and the request sent once more', answers: [401, 201], another: true, status: 201, sent: 2 },
    { rule: 'is replaced once only', answers: [401, 401, 201], another: true, status: 401, sent: 2 },
    { rule: 'is the answer when there is no other', answers: [401, 201], another: false, status: 401, sent: 1 },
    { rule: 'is no reason to ask for another when something else is wrong', answers: [403, 201], another: true, status: 403, sent: 1 },
  ])('$rule', async ({ answers, another, status, sent }) => {
    const server = answering(...answers);
    const transport = withRenewal(
      server.transport,
      tokens(() => another),
    );
    expect((await transport.send(create, never)).status).toBe(status);
    expect(server.sent).toEqual(Array.from({ length: sent }, () => create));
  });
});
