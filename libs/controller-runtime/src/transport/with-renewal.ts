import { unlessAborted } from '../timing/unless-aborted.ts';
import type { TokenSource } from './cluster-access.ts';
import type { Transport } from './transport.ts';

/**
 * Sends a request once more when the server did not accept who we are and there is another token by now: one that expired sooner than it
 * said, or that was revoked. A request that was refused so has done nothing.
 */
export function withRenewal(transport: Transport, token: TokenSource | undefined): Transport {
  const renew = token?.renew;
  if (renew === undefined) return transport;
  return {
    async send(request, signal) {
      const response = await transport.send(request, signal);
      if (response.status !== 401 || !(await unlessAborted(renew(), signal))) return response;
      // Read to its end, which frees the connection.
      await response.text();
      return transport.send(request, signal);
    },
    close: () => transport.close(),
  };
}
