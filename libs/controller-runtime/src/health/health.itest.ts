import { request } from 'node:https';

import { createMetrics } from '../metrics/create-metrics.ts';
import type { TransportRequest } from '../transport/transport.ts';
import { diagnostics } from './diagnostics.ts';
import { createHealthChecks } from './health-checks.ts';
import { listen, parseAddress, type Listening } from './listen.ts';
import { secureDiagnostics } from './secure-diagnostics.ts';

const servers: Listening[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const opened = async (listening: Promise<Listening>): Promise<Listening> => {
  const server = await listening;
  servers.push(server);
  return server;
};
const get = async (url: string): Promise<readonly [number, string]> => {
  const response = await fetch(url, { headers: { connection: 'close' } });
  return [response.status, await response.text()];
};

describe('health server', () => {
  test('says whether all checks pass, or one by name', async () => {
    const checks = createHealthChecks();
    let webhook = true;
    checks.addReadiness('ping', () => undefined);
    checks.addReadiness('webhook', () => {
      if (!webhook) throw new Error('secret reason');
    });
    const { address } = await opened(listen('health', '127.0.0.1:0', checks.handler));
    expect(await get(`http://${address}/healthz`)).toEqual([200, 'ok']);
    expect(await get(`http://${address}/readyz`)).toEqual([200, 'ok']);
    webhook = false;
    expect(await get(`http://${address}/readyz`)).toEqual([500, '[+]ping ok\n[-]webhook failed: reason withheld\nreadyz check failed\n']);
    expect(await get(`http://${address}/readyz/ping`)).toEqual([200, 'ok']);
    expect((await get(`http://${address}/else`))[0]).toBe(404);
  });

  test('says in one line that its port is taken', async () => {
    const checks = createHealthChecks();
    const { address } = await opened(listen('health', '127.0.0.1:0', checks.handler));
    await expect(listen('health', address, checks.handler)).rejects.toThrow(
      `cannot start the health server on ${address}: the port is in use`,
    );
    await expect(listen('health', 'nonsense', checks.handler)).rejects.toThrow('"nonsense" is not an address');
  });

  test.each([
    { text: ':9440', address: { port: 9440 } },
    { text: '127.0.0.1:0', address: { host: '127.0.0.1', port: 0 } },
    { text: '[::1]:80', address: { host: '::1', port: 80 } },
    { text: '9440', address: undefined },
    { text: ':99999', address: undefined },
  ])('reads $text as an address', ({ text, address }) => {
    expect(parseAddress(text)).toEqual(address);
  });
});

describe('diagnostics server', () => {
  test('serves metrics', async () => {
    const metrics = createMetrics();
    metrics.counter({ name: 'hits_total', help: 'Hits.', labels: [] }).add({});
    const { address } = await opened(listen('diagnostics', '127.0.0.1:0', diagnostics(metrics)));
    expect(await get(`http://${address}/metrics`)).toEqual([200, '# HELP hits_total Hits.\n# TYPE hits_total counter\nhits_total 1\n']);
    expect((await get(`http://${address}/`))[0]).toBe(404);
  });

  test('lets in over TLS only who has a token and may look', async () => {
    const reviews: TransportRequest[] = [];
    const statusFor = ({ path, body = '' }: TransportRequest): object => {
      if (path.endsWith('tokenreviews'))
        return { authenticated: !body.includes('forged'), user: { username: body.includes('guest') ? 'guest' : 'scraper' } };
      return { allowed: body.includes('"scraper"') };
    };
    const transport = {
      send: async (asked: TransportRequest) => {
        reviews.push(asked);
        const text = JSON.stringify({ status: statusFor(asked) });
        return {
          status: 201,
          headers: {},
          text: () => Promise.resolve(text),
          lines: () => {
            throw new Error('not a watch');
          },
        };
      },
      close: () => Promise.resolve(),
    };
    const { handler, tls } = await secureDiagnostics(diagnostics(createMetrics()), transport, {
      minVersion: 'VersionTLS12',
      cipherSuites: [],
    });
    const { address } = await opened(listen('diagnostics', '127.0.0.1:0', handler, tls));
    const visit = (token?: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        request(`https://${address}/metrics`, { rejectUnauthorized: false, agent: false, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect([await visit(), await visit('forged'), await visit('guest'), await visit('good')]).toEqual([401, 401, 403, 200]);
    expect(JSON.parse(reviews.at(-1)?.body ?? '')).toMatchObject({
      spec: { user: 'scraper', nonResourceAttributes: { path: '/metrics', verb: 'get' } },
    });
  });
});
