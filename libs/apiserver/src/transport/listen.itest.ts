import type { IncomingMessage } from 'node:http';
import { connect, type ClientHttp2Session } from 'node:http2';
import { request as httpsRequest, type RequestOptions } from 'node:https';

import { instant, seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createApiServer, type ApiServer, type RequestRecord } from '../api-server.ts';
import { clientCertificates, firstOf, staticTokens } from '../authentication/authenticators.ts';
import { json } from '../routes/api-request.ts';
import { memoryStore } from '../storage/store.ts';
import { testCertificates } from '../testing/test-certificates.ts';

describe('HTTPS', () => {
  const { ca, server: serving, admin } = testCertificates();
  const records: RequestRecord[] = [];
  let server: ApiServer;
  let url = '';
  beforeAll(async () => {
    server = createApiServer({
      clock: virtualClock(instant(0)),
      random: seededRandom(1),
      store: memoryStore(),
      authenticate: firstOf(clientCertificates, staticTokens(new Map([['secret', { username: 'robot', groups: [] }]]))),
      authorize: ({ user, verb }) => user.groups.includes('system:masters') || verb === 'get',
      onRequest: (record) => records.push(record),
    });
    ({ url } = await server.listen({ host: '127.0.0.1', port: 0, tls: { key: serving.key, cert: serving.cert, clientCa: ca.cert } }));
  });
  afterAll(() => server.close());

  interface Answered {
    readonly status: number;
    readonly body: string;
    readonly message: IncomingMessage;
  }
  const send = (path: string, options: RequestOptions = {}): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const sent = httpsRequest(`${url}${path}`, { ca: ca.cert, agent: false, ...options }, (message) => {
        let body = '';
        message.on('data', (chunk: Buffer) => (body += chunk.toString()));
        message.on('end', () => resolve({ status: message.statusCode ?? 0, body, message }));
      });
      sent.on('error', reject);
      sent.end();
    });
  const byCertificate = { key: admin.key, cert: admin.cert };
  const byToken = (token: string): RequestOptions => ({ headers: { authorization: `Bearer ${token}` } });

  test('knows clients by certificate or token, and refuses bad credentials', async () => {
    expect((await send('/api/v1/namespaces/default', byCertificate)).status).toBe(200);
    expect((await send('/api/v1/namespaces/default', byToken('secret'))).status).toBe(200);
    const { status, body } = await send('/api/v1/namespaces/default', byToken('wrong'));
    expect([status, JSON.parse(body).reason]).toEqual([401, 'Unauthorized']);
    const stranger = testCertificates().admin;
    expect((await send('/api/v1/namespaces/default', { key: stranger.key, cert: stranger.cert })).status).toBe(401);
  });

  test('says who may not do what', async () => {
    const { status, body } = await send('/apis/apps/v1/namespaces/default/deployments', byToken('secret'));
    expect([status, JSON.parse(body).message]).toEqual([
      403,
      'deployments.apps is forbidden: User "robot" cannot list resource "deployments" in API group "apps" in the namespace "default"',
    ]);
  });

  test('speaks HTTP/2, and ends a watch when the server closes it', async () => {
    const session: ClientHttp2Session = connect(url, { ca: ca.cert, ...byCertificate });
    const stream = session.request({ ':path': '/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Ddefault' });
    const [first] = await new Promise<string[]>((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString().split('\n'))));
    expect(JSON.parse(first ?? '')).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'default' } } });
    await new Promise<void>((resolve) => session.close(resolve) ?? stream.close());
    expect(records.at(-1)).toMatchObject({ method: 'GET', path: '/api/v1/namespaces', user: 'kubernetes-admin', status: 200 });
  });

  test('hands requests and upgrades of mounted subresources over', async () => {
    server.extend({
      resource: 'pods',
      subresource: 'log',
      answer: ({ name }) => json(200, { logsOf: name }),
      upgrade: ({ name }, _request, socket) =>
        void socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\nhello from ${name}`),
    });
    const path = '/api/v1/namespaces/default/pods/p/log';
    expect(JSON.parse((await send(path, byToken('secret'))).body)).toEqual({ logsOf: 'p' });
    const upgraded = await new Promise<string>((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'test', authorization: 'Bearer secret' };
      const sent = httpsRequest(`${url}${path}`, { ca: ca.cert, agent: false, headers });
      sent.on('upgrade', (_response, socket, head) => {
        let text = head.toString();
        socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
        socket.on('end', () => {
          socket.destroy();
          resolve(text);
        });
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(upgraded).toBe('hello from p');
  });

  test('refuses to upgrade what nobody takes', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'test' };
    const { status } = await send('/api/v1/namespaces/default/pods/p/portforward', { ...byCertificate, headers });
    expect(status).toBe(404);
  });

  test('says when its port is taken', async () => {
    const port = Number(new URL(url).port);
    const tls = { key: serving.key, cert: serving.cert, clientCa: ca.cert };
    await expect(server.listen({ host: '127.0.0.1', port, tls })).rejects.toThrow('EADDRINUSE');
  });
});
