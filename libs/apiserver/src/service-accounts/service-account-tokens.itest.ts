import { seconds } from '@capi/seams';

import { testServer, type TestServer } from '../testing/test-server.ts';

const accounts = '/api/v1/namespaces/default/serviceaccounts';
const reviews = '/apis/authentication.k8s.io/v1/tokenreviews';

async function withRobot(): Promise<TestServer> {
  const server = testServer({ serviceAccountKey: Buffer.alloc(32, 7), clusterCa: 'PEM' });
  await server.send('POST', accounts, { metadata: { name: 'robot' } });
  return server;
}

describe('service account token', () => {
  test('speaks for its account until it expires', async () => {
    const { send, clock } = await withRobot();
    const requested = await send('POST', `${accounts}/robot/token`, { spec: { expirationSeconds: 600 } });
    expect(requested.body.status.expirationTimestamp).toBe('2026-01-01T00:10:00Z');
    const { token } = requested.body.status;
    const review = await send('POST', reviews, { spec: { token } });
    expect(review.body.status).toMatchObject({
      authenticated: true,
      user: { username: 'system:serviceaccount:default:robot', groups: expect.arrayContaining(['system:serviceaccounts:default']) },
    });
    expect(JSON.stringify(review.body)).not.toContain(token);
    await clock.advance(seconds(601));
    expect((await send('POST', reviews, { spec: { token } })).body.status.authenticated).toBe(false);
  });

  test('is worth nothing once its account is gone, or when it was tampered with', async () => {
    const { send } = await withRobot();
    const { token } = (await send('POST', `${accounts}/robot/token`, {})).body.status;
    const [header, payload, signature] = token.split('.');
    const forged = [header, Buffer.from(payload, 'base64url').toString().replaceAll('robot', 'admin'), signature];
    expect((await send('POST', reviews, { spec: { token: forged.join('.') } })).body.status.authenticated).toBe(false);
    await send('DELETE', `${accounts}/robot`);
    expect((await send('POST', reviews, { spec: { token } })).body.status.authenticated).toBe(false);
  });

  test('is put into a secret that asks for one', async () => {
    const { send, clock } = await withRobot();
    const secrets = '/api/v1/namespaces/default/secrets';
    const annotations = { 'kubernetes.io/service-account.name': 'robot' };
    await send('POST', secrets, { metadata: { name: 's', annotations }, type: 'kubernetes.io/service-account-token' });
    await clock.settle();
    const { data } = (await send('GET', `${secrets}/s`)).body;
    expect(Buffer.from(data['ca.crt'], 'base64').toString()).toBe('PEM');
    const token = Buffer.from(data.token, 'base64').toString();
    expect((await send('POST', reviews, { spec: { token } })).body.status.authenticated).toBe(true);
  });
});
