import type { Finding, FindingKind } from '@capi/admission';

import type { Cause, ReviewStatus } from './review.ts';

/** The kinds of findings as clients match on them, and as people read them. */
const kinds: Readonly<Record<FindingKind, { readonly reason: string; readonly words: string; readonly showsValue: boolean }>> = {
  Required: { reason: 'FieldValueRequired', words: 'Required value', showsValue: false },
  Invalid: { reason: 'FieldValueInvalid', words: 'Invalid value', showsValue: true },
  Forbidden: { reason: 'FieldValueForbidden', words: 'Forbidden', showsValue: false },
  NotSupported: { reason: 'FieldValueNotSupported', words: 'Unsupported value', showsValue: true },
  Duplicate: { reason: 'FieldValueDuplicate', words: 'Duplicate value', showsValue: true },
  TooLong: { reason: 'FieldValueTooLong', words: 'Too long', showsValue: false },
  TooMany: { reason: 'FieldValueTooMany', words: 'Too many', showsValue: true },
  TypeInvalid: { reason: 'FieldValueTypeInvalid', words: 'Invalid value', showsValue: true },
  InternalError: { reason: 'InternalError', words: 'Internal error', showsValue: false },
};

/** An answer stays readable, and small enough for logs and headers, whatever the value. */
const longestValue = 500;

/** The status of a write that is refused for what is wrong with its fields: 422, each finding as a cause, all of them in the message. */
export function invalidStatus(
  object: { readonly group: string; readonly kind: string; readonly name: string },
  findings: readonly Finding[],
): ReviewStatus {
  const causes = findings.map(causeOf);
  const lines = [...new Set(causes.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)))];
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const qualified = object.group === '' ? object.kind : `${object.kind}.${object.group}`;
  return {
    status: 'Failure',
    code: 422,
    reason: 'Invalid',
    message: `${qualified} ${JSON.stringify(object.name)} is invalid: ${all}`,
    details: { ...object, causes },
  };
}

function causeOf({ kind, path, message, value }: Finding): Cause {
  const { reason, words, showsValue } = kinds[kind];
  const shown = showsValue && value !== undefined ? `${words}: ${print(value)}` : words;
  return { reason, field: path, message: message === '' ? shown : `${shown}: ${message}` };
}

function print(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
