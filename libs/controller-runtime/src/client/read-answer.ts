import type { TransportResponse } from '../transport/transport.ts';
import { ApiError, type ApiErrorReason } from './api-error.ts';

/** The fields of `metav1.Status` that matter to a client. */
interface Status {
  readonly kind?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly uid?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly field?: string; readonly message?: string; readonly reason?: string }[];
  };
}

// What client-go assumes when a proxy or load balancer answered in place of the API server.
const reasons: Readonly<Record<number, ApiErrorReason>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Gone',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** An error from a `metav1.Status`, as a response body or as an `ERROR` event of a watch holds it. */
export function errorOf(status: unknown, fallback: { readonly code: number; readonly message: string }): ApiError {
  const said = (typeof status === 'object' && status !== null ? status : {}) as Status;
  const code = said.code ?? fallback.code;
  const retryAfterSeconds = said.details?.retryAfterSeconds;
  return new ApiError({
    code,
    reason: (said.reason ?? '') === '' ? (reasons[code] ?? 'Unknown') : (said.reason as ApiErrorReason),
    message: said.message ?? fallback.message,
    isStatus: said.kind === 'Status',
    causes: (said.details?.causes ?? []).map(({ field = '', message = '', reason = '' }) => ({ field, message, reason })),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** The error that a response of status 400 or more stands for. Reads the body. */
export async function refusal(response: TransportResponse, doing: string): Promise<ApiError> {
  const text = await response.text();
  const message = `${doing}: the server answered ${response.status}${text === '' ? '' : ` ${text.slice(0, 200)}`}`;
  const retryAfter = Number(response.headers['retry-after'] ?? '');
  const status = parse(text);
  const details = { ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}), ...status?.details };
  return errorOf(status === undefined ? { details } : { ...status, details }, { code: response.status, message });
}

function parse(text: string): Status | undefined {
  try {
    const value = JSON.parse(text) as (Status & { readonly ErrStatus?: Status }) | null;
    // The simulated API servers of upstream's Docker provider wrap it.
    const status = value?.ErrStatus ?? value;
    return status?.kind === 'Status' || value?.ErrStatus !== undefined ? (status ?? undefined) : undefined;
  } catch {
    return undefined; // an HTML page of some proxy, say
  }
}
