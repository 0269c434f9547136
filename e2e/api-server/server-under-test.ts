import { createApiServer, memoryStore, systemAdmin } from '@capi/apiserver';
import { createClient, kubeconfigTransport, systemClock, systemRandom, type Client, type Transport } from '@capi/controller-runtime';

/** The API server that the same expectations are put to. */
export interface ServerUnderTest {
  readonly kind: 'embedded' | 'real';
  readonly transport: Transport;
  readonly client: Client;
  close(): Promise<void>;
}

/** The server of CAPI_TEST_KUBECONFIG, or an embedded one over function calls. */
export async function serverUnderTest(): Promise<ServerUnderTest> {
  const kubeconfig = process.env['CAPI_TEST_KUBECONFIG'];
  if (kubeconfig !== undefined) {
    const transport = await kubeconfigTransport(kubeconfig);
    return { kind: 'real', transport, client: createClient({ transport }), close: () => transport.close() };
  }
  const server = createApiServer({ clock: systemClock(), random: systemRandom(), store: memoryStore(), authenticate: () => undefined });
  const transport = server.transport(systemAdmin);
  return { kind: 'embedded', transport, client: createClient({ transport }), close: () => server.close() };
}
