/** Why the API server refused, as it says in `metav1.Status`. */
export type ApiErrorReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'Forbidden'
  | 'Unauthorized'
  | 'BadRequest'
  | 'Expired'
  | 'Gone'
  | 'TooManyRequests'
  | 'ServerTimeout'
  | 'Timeout'
  | 'InternalError'
  | 'ServiceUnavailable'
  | (string & {});

/** The API server answered with an error status. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly reason: ApiErrorReason;
  /** Field paths with their findings, for `Invalid`. */
  readonly causes: readonly { readonly field: string; readonly message: string; readonly reason: string }[];
  /** What the server asked to wait before trying again. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the server said so in a Status; false when something in between answered in its place. */
  readonly isStatus: boolean;

  constructor(status: {
    code: number;
    reason: ApiErrorReason;
    message: string;
    causes?: ApiError['causes'];
    retryAfterSeconds?: number;
    /** Default true. */
    isStatus?: boolean;
  }) {
    super(status.message);
    this.code = status.code;
    this.reason = status.reason;
    this.causes = status.causes ?? [];
    this.retryAfterSeconds = status.retryAfterSeconds;
    this.isStatus = status.isStatus ?? true;
  }
}

/** Whether `error` is the API server's refusal for this reason. */
export const refusedAs = (error: unknown, reason: ApiErrorReason): error is ApiError =>
  error instanceof ApiError && error.reason === reason;
