import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { instant, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { testCertificates } from '../testing/test-certificates.ts';
import { WebhookClient, type ResolveService } from './webhook-client.ts';

describe('a webhook client', () => {
  const { ca, server: certificate } = testCertificates();
  const caBundle = Buffer.from(ca.cert).toString('base64');
  const clock = virtualClock(instant(0));
  const asked: string[] = [];
  let connections = 0;
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
      asked.push(`${request.headers.host?.replace(String(port), 'PORT') ?? ''}${request.url ?? ''}`);
      const path = new URL(request.url ?? '', 'https://x').pathname;
      if (path === '/silent') return;
      if (path === '/broken') response.statusCode = 503;
      response.end(path === '/text' ? 'no JSON' : '{"ok":true}');
    });
    server.on('secureConnection', () => (connections += 1));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
  const clientWith = (resolveService?: ResolveService): WebhookClient => new WebhookClient({ clock, resolveService });
  const at = (path: string): { url: string; caBundle: string } => ({ url: `https://127.0.0.1:${port}${path}`, caBundle });

  test('keeps its connection', async () => {
    const client = clientWith();
    connections = 0;
    for (let count = 0; count < 3; count += 1) expect(await client.call(at('/a'), {}, seconds(10))).toEqual({ ok: true });
    expect(connections).toBe(1);
    expect(asked.at(-1)).toBe('127.0.0.1:PORT/a?timeout=10s');
    client.close();
  });

  test('reaches a service where it is told, and wants its certificate to be the service’s', async () => {
    const services: unknown[] = [];
    const client = clientWith((service) => {
      services.push(service);
      return service.name === 'nowhere' ? undefined : { host: '127.0.0.1', port };
    });
    const service = (name: string): object => ({ service: { namespace: 'default', name, path: '/convert' }, caBundle });
    expect(await client.call(service('webhooks'), {}, seconds(30))).toEqual({ ok: true });
    expect(services).toEqual([{ namespace: 'default', name: 'webhooks', port: 443, path: '/convert' }]);
    expect(asked.at(-1)).toBe('webhooks.default.svc:443/convert?timeout=30s');
    await expect(client.call(service('other'), {}, seconds(30))).rejects.toThrow('other.default.svc');
    await expect(client.call(service('nowhere'), {}, seconds(30))).rejects.toThrow(
      'Post "https://nowhere.default.svc:443/convert?timeout=30s": service "nowhere" not found',
    );
    client.close();
  });

  test('trusts nobody but who the bundle names', async () => {
    const client = clientWith();
    const { ca: stranger } = testCertificates();
    const bundle = Buffer.from(stranger.cert).toString('base64');
    await expect(client.call({ ...at('/a'), caBundle: bundle }, {}, seconds(1))).rejects.toThrow(/certificate|signature/);
    await expect(client.call({ url: at('/a').url }, {}, seconds(1))).rejects.toThrow(/certificate/);
    client.close();
  });

  test.each([
    { rule: 'an error of the server', path: '/broken', message: 'the server answered with status 503: {"ok":true}' },
    { rule: 'an answer that is no JSON', path: '/text', message: 'the answer is not JSON' },
  ])('says so of $rule', async ({ path, message }) => {
    const client = clientWith();
    await expect(client.call(at(path), {}, seconds(1))).rejects.toThrow(message);
    client.close();
  });

  test('says so when nobody listens', async () => {
    const client = clientWith();
    await expect(client.call({ url: 'https://127.0.0.1:1/a', caBundle }, {}, seconds(1))).rejects.toThrow(
      'Post "https://127.0.0.1:1/a?timeout=1s": dial tcp 127.0.0.1:1: connect: connection refused',
    );
    client.close();
  });

  test('does not wait longer than it may', async () => {
    const client = clientWith();
    const failure = client.call(at('/silent'), {}, seconds(3)).then(
      () => 'an answer',
      (error: Error) => error.message,
    );
    await clock.advance(seconds(3));
    expect(await failure).toContain('context deadline exceeded (no answer within 3s)');
    client.close();
  });

  test('tries again when a kept connection was closed meanwhile', async () => {
    const client = clientWith();
    await client.call(at('/a'), {}, seconds(1));
    server.closeIdleConnections();
    expect(await client.call(at('/b'), {}, seconds(1))).toEqual({ ok: true });
    client.close();
  });
});
