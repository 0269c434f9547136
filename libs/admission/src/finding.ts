/**
 * What is wrong with one field: the kinds of Kubernetes' field errors. `InternalError` is for what could not be checked.
 */
export type FindingKind =
  | 'Required'
  | 'Invalid'
  | 'Forbidden'
  | 'NotSupported'
  | 'Duplicate'
  | 'TooLong'
  | 'TooMany'
  | 'TypeInvalid'
  | 'InternalError';

/** One thing that is wrong with an object, at one field. */
export interface Finding {
  readonly kind: FindingKind;
  /** As Kubernetes writes it: `spec.files[2].path`, `metadata.annotations[key]`. */
  readonly path: string;
  /** What is wrong and what to do, without the path and the value: `must start with v; write v1.34.0`. */
  readonly message: string;
  /** The value that was found; absent for what is missing or none of the reader's business (secrets). */
  readonly value?: unknown;
}

/** A field that must be set and is not. */
export const required = (path: string, message: string): Finding => ({ kind: 'Required', path, message });

/** A value that breaks a rule. */
export const invalid = (path: string, value: unknown, message: string): Finding => ({ kind: 'Invalid', path, value, message });

/** A field that may not be set, or not be changed, in the present circumstances. */
export const forbidden = (path: string, message: string): Finding => ({ kind: 'Forbidden', path, message });

/** A value outside of a closed set. */
export const notSupported = (path: string, value: unknown, message: string): Finding => ({ kind: 'NotSupported', path, value, message });

/** A value that another entry has already. */
export const duplicate = (path: string, value: unknown, message = 'is used by an earlier entry'): Finding => ({
  kind: 'Duplicate',
  path,
  value,
  message,
});

/** Something that could not be checked, because what it depends on could not be read. */
export const unverifiable = (path: string, message: string): Finding => ({ kind: 'InternalError', path, message });
