import { systemClock } from '../timing/system-clock.ts';
import { httpsTransport, type HttpsTransportOptions } from './https-transport.ts';
import { loadAccess } from './load-access.ts';
import type { Transport } from './transport.ts';

/**
 * A {@link Transport} to the API server of a kubeconfig file's current context.
 * @throws TransportError with one line when the file does not say where and as whom
 */
export async function kubeconfigTransport(path: string, options: HttpsTransportOptions = {}): Promise<Transport> {
  return httpsTransport(await loadAccess(path, systemClock(), process.env), options);
}
