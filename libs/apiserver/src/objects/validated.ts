import { invalid, type StatusCause } from '../errors/status-error.ts';
import { kindSubject, type Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { StoredObject } from '../storage/entry.ts';
import { checkMetadata } from './check-metadata.ts';

/** An object of which only the metadata is known. */
export type Known = JsonObject & { readonly metadata: StoredObject['metadata'] };

export interface Circumstances {
  /** What is stored now; absent for a new object. */
  readonly old?: Known;
  /** Takes what is let through only because it was so before. */
  readonly warnings?: string[];
  /** Without the defaults of the request's version, which may be others than those with which it was stored. */
  readonly asItIs?: boolean;
}

/**
 * An object with its defaults, in the form that is stored.
 * @throws StatusError Invalid, with everything that is wrong
 */
export function validated(endpoint: Endpoint, object: Known, { old, warnings, asItIs = false }: Circumstances = {}): Known {
  const { schema, rules } = endpoint;
  const defaulted = asItIs ? object : (schema.applyDefaults(object) as Known);
  const findings = schema.validate(defaulted, old, warnings);
  const metadataIsSound = !findings.some(({ field }) => field.startsWith('metadata'));
  const causes = metadataIsSound ? [...checkMetadata(endpoint, defaulted.metadata, old?.metadata), ...findings] : findings;
  const subject = kindSubject(endpoint, object.metadata.name);
  if (causes.length > 0)
    throw invalid(
      subject,
      causes.map((cause) => withoutValue(cause, rules.confidential)),
    );
  // Rules of the kind may rely on the schema.
  const normalized = (rules.normalize?.(defaulted, old) ?? defaulted) as Known;
  const more = rules.check?.(normalized, old) ?? [];
  if (more.length > 0) throw invalid(subject, more);
  return normalized;
}

/** What is wrong with a confidential value is said without showing it. */
function withoutValue(cause: StatusCause, confidential: readonly string[] = []): StatusCause {
  const { field = '' } = cause;
  const isConfidential = confidential.some((name) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`));
  return isConfidential ? { ...cause, message: 'Invalid value: the value does not fit the schema' } : cause;
}
