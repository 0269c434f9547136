import type { Transport } from '../transport/transport.ts';
import type { LeaderElection } from './leader-election.ts';

/**
 * Sends writes only while the lease is held: asked at the last moment before one leaves, and taken back when the lease runs out before
 * the answer came. Reads pass. Goes below whatever makes requests wait.
 */
export function withFence(
  transport: Transport,
  { assertLeading, whileLeading }: Pick<LeaderElection, 'assertLeading' | 'whileLeading'>,
): Transport {
  return {
    async send(request, signal) {
      if (request.method === 'GET') return transport.send(request, signal);
      assertLeading();
      const beforeSending = (): void => {
        assertLeading();
        request.beforeSending?.();
      };
      return whileLeading(signal, (limited) => transport.send({ ...request, beforeSending }, limited));
    },
    close: () => transport.close(),
  };
}
