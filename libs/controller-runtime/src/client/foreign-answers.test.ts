import { ConfigMap, Node } from '@capi/api';

import type { Transport, TransportResponse } from '../transport/transport.ts';
import { ApiError } from './api-error.ts';
import { createClient } from './create-client.ts';

const never = new AbortController().signal;

/** A server that says this, whatever it is asked. */
const answering = (status: number, body: string): Transport => ({
  send: () =>
    Promise.resolve<TransportResponse>({
      status,
      headers: {},
      text: () => Promise.resolve(body),
      lines: async function* () {
        yield await Promise.resolve(body);
      },
    }),
  close: () => Promise.resolve(),
});

describe("a client of upstream's simulated API servers", () => {
  test('takes an empty answer to a deletion for done', async () => {
    await expect(createClient({ transport: answering(200, '') }).delete(Node, { name: 'a' }, never)).resolves.toBeUndefined();
  });

  test('finds the reason of a refusal that is wrapped', async () => {
    const status = { kind: 'Status', status: 'Failure', reason: 'AlreadyExists', code: 409, message: 'configmaps "a" already exists' };
    const client = createClient({ transport: answering(409, JSON.stringify({ ErrStatus: status })) });
    const object: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'a' } };
    const refused = await client.create(ConfigMap, object, never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code: 409, reason: 'AlreadyExists' });
  });

  test('finds nothing where a wrapped refusal says so', async () => {
    const client = createClient({ transport: answering(404, JSON.stringify({ ErrStatus: { reason: 'NotFound', code: 404 } })) });
    expect(await client.get(Node, { name: 'a' }, never)).toBeUndefined();
  });
});
