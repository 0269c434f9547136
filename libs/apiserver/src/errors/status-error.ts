/** One finding about one field, as in `metav1.StatusCause`. */
export interface StatusCause {
  /** `FieldValueInvalid`, `FieldValueRequired`, …; absent for what has no kind. */
  readonly reason?: string;
  readonly message: string;
  /** `spec.versions[0].name`; absent for a finding about the request as a whole. */
  readonly field?: string;
}

/** The object or kind that a refusal is about. */
export interface Subject {
  readonly group: string;
  /** Plural for most reasons, the Kind for `Invalid`, as Kubernetes does. */
  readonly kind: string;
  readonly name?: string;
  readonly uid?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** A refusal that goes to the client as a `metav1.Status` with this code. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** The body of the answer. */
  status(): Readonly<Record<string, unknown>> {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** `machines.cluster.x-k8s.io`, or `pods` for the core group. */
const qualified = (subject: Subject): string => (subject.group === '' ? subject.kind : `${subject.kind}.${subject.group}`);
const detailsOf = (subject: Subject): StatusDetails => ({
  ...(subject.name === undefined || subject.name === '' ? {} : { name: subject.name }),
  ...(subject.group === '' ? {} : { group: subject.group }),
  kind: subject.kind,
  ...(subject.uid === undefined ? {} : { uid: subject.uid }),
});

export const notFound = (subject: Subject): StatusError =>
  new StatusError(404, 'NotFound', `${qualified(subject)} "${subject.name ?? ''}" not found`, detailsOf(subject));

/** No such path. */
export const noSuchPath = (): StatusError => new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (subject: Subject): StatusError =>
  new StatusError(409, 'AlreadyExists', `${qualified(subject)} "${subject.name ?? ''}" already exists`, detailsOf(subject));

export const conflict = (subject: Subject, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject)} "${subject.name ?? ''}": ${why}`,
    detailsOf(subject),
  );

/** The optimistic lock did not hold. */
export const modifiedMeanwhile = (subject: Subject): StatusError =>
  conflict(subject, 'the object has been modified; please apply your changes to the latest version and try again');

/** @param subject with the Kind, not the plural */
export function invalid(subject: Subject, causes: readonly StatusCause[]): StatusError {
  const findings = causes.map((cause) => (cause.field === undefined ? cause.message : `${cause.field}: ${cause.message}`));
  const list = findings.length === 1 ? (findings[0] ?? '') : `[${findings.join(', ')}]`;
  return new StatusError(422, 'Invalid', `${qualified(subject)} "${subject.name ?? ''}" is invalid: ${list}`, {
    ...detailsOf(subject),
    causes,
  });
}

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

/** @param causes for instance that the namespace is being terminated */
export const forbidden = (subject: Subject, why: string, causes: readonly StatusCause[] = []): StatusError =>
  new StatusError(403, 'Forbidden', `${qualified(subject)} "${subject.name ?? ''}" is forbidden: ${why}`, {
    ...detailsOf(subject),
    ...(causes.length === 0 ? {} : { causes }),
  });

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

export const methodNotAllowed = (subject: Subject, verb: string): StatusError =>
  new StatusError(
    405,
    'MethodNotAllowed',
    `${verb} is not supported on resources of kind "${qualified(subject)}"`,
    detailsOf({ group: subject.group, kind: subject.kind }),
  );

export const expired = (message: string): StatusError => new StatusError(410, 'Expired', message);

/** A watch or list asks for a revision that this server has not reached. */
export const tooLargeResourceVersion = (asked: number, current: number): StatusError =>
  new StatusError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });

export const notAcceptable = (offered: readonly string[]): StatusError =>
  new StatusError(406, 'NotAcceptable', `only the following media types are accepted: ${offered.join(', ')}`);

export const unsupportedMediaType = (accepted: readonly string[]): StatusError =>
  new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );

/** A bug of ours: the client learns that it happened, the log learns what. */
export const internalError = (message: string): StatusError => new StatusError(500, 'InternalError', `Internal error occurred: ${message}`);

/** The store cannot keep a change, such as for want of space: nothing was changed, and the same may be asked again. */
export const notKept = (why: string): StatusError => new StatusError(507, 'InternalError', `the change cannot be kept: ${why}`);
