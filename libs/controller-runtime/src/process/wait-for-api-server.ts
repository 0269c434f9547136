import { milliseconds, minutes, TimedOut, within, type Clock, type Duration } from '@capi/seams';

import { ApiError } from '../client/api-error.ts';
import { refusal } from '../client/read-answer.ts';
import { serverTrouble } from '../client/server-trouble.ts';
import type { Log } from '../logging/log.ts';
import { TransportError } from '../transport/transport-error.ts';
import type { Transport } from '../transport/transport.ts';

/** Between two attempts. */
const interval = milliseconds(250);

/**
 * Waits until the API server answers at all, so that one that is away, or a wrong address, is one clear line and not a stream of failed
 * watches or of processes that end.
 * @returns its version, such as `v1.36.1`; empty when it does not say
 * @throws the last failure, after `patience`; a refusal of who we are at once
 */
export async function waitForApiServer(
  transport: Transport,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  signal: AbortSignal,
  patience: Duration = minutes(2),
): Promise<string> {
  const deadline = clock.monotonic() + patience;
  for (let told = false; ; told = true) {
    try {
      const left = milliseconds(Math.max(1, deadline - clock.monotonic()));
      return await within(left, clock, signal, (limited) => version(transport, limited));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TimedOut) throw new TransportError('the API server did not answer in time', { cause: error });
      if (!mayPass(error) || clock.monotonic() >= deadline) throw error;
      if (!told) log.warn('The API server does not answer, waiting for it', { err: error });
    }
    await clock.sleep(interval, signal);
  }
}

/** Who we are does not change by waiting. */
function mayPass(error: unknown): boolean {
  const trouble = serverTrouble(error);
  return trouble !== undefined && !(trouble instanceof ApiError && trouble.code === 401);
}

async function version(transport: Transport, signal: AbortSignal): Promise<string> {
  const response = await transport.send({ method: 'GET', path: '/version', headers: { accept: 'application/json' } }, signal);
  // Who may not read the version may still do all that a provider does.
  if (response.status >= 400 && response.status !== 403) throw await refusal(response, 'read the version of the API server');
  const text = await response.text();
  return response.status === 200 ? ((JSON.parse(text) as { gitVersion?: string }).gitVersion ?? '') : '';
}
