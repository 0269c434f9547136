import { milliseconds, seconds, TimedOut, within, type Clock, type Duration } from '@capi/seams';

import { refusal } from '../client/read-answer.ts';
import { TransportError } from '../transport/transport-error.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * Waits until the API server answers at all, so that a wrong address is one clear line and not a stream of failed watches.
 * @returns its version, such as `v1.36.1`; empty when it does not say
 * @throws the last failure, after `patience`; a refusal of who we are at once
 */
export async function waitForApiServer(
  transport: Transport,
  clock: Clock,
  signal: AbortSignal,
  patience: Duration = seconds(10),
): Promise<string> {
  const deadline = clock.monotonic() + patience;
  for (;;) {
    try {
      const left = milliseconds(Math.max(1, deadline - clock.monotonic()));
      return await within(left, clock, signal, (limited) => version(transport, limited));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TimedOut) throw new TransportError('the API server did not answer in time', { cause: error });
      if (!(error instanceof TransportError) || clock.monotonic() >= deadline) throw error;
    }
    await clock.sleep(milliseconds(250), signal);
  }
}

async function version(transport: Transport, signal: AbortSignal): Promise<string> {
  const response = await transport.send({ method: 'GET', path: '/version', headers: { accept: 'application/json' } }, signal);
  // Who may not read the version may still do all that a provider does.
  if (response.status >= 400 && response.status !== 403) throw await refusal(response, 'read the version of the API server');
  const text = await response.text();
  return response.status === 200 ? ((JSON.parse(text) as { gitVersion?: string }).gitVersion ?? '') : '';
}
