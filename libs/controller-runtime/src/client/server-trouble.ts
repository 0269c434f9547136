import { TransportError } from '../transport/transport-error.ts';
import { ApiError } from './api-error.ts';

/**
 * The trouble of a server that a failure comes from, whatever was asked of it: it did not answer, did not accept who we are, has too much
 * to do, or is broken itself or by a webhook that it asked. Undefined for a failure that comes from elsewhere.
 */
export function serverTrouble(error: unknown): ApiError | TransportError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof TransportError) return cause;
    if (cause instanceof ApiError && (cause.code === 401 || cause.code === 429 || cause.code >= 500)) return cause;
  }
  return undefined;
}
