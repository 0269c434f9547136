import type { Finding, Ruling } from '@capi/admission';

const words: Readonly<Partial<Record<Finding['kind'], string>>> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  InternalError: 'Internal error',
};

/**
 * Findings as one text with status 403 instead of 422 with a cause each: how upstream answers for addresses, and what its clients
 * look for. No finding is no denial.
 */
export function denied(found: readonly Finding[]): Ruling {
  const texts = found.map(({ kind, path, message, value }) => {
    const quoted = value === undefined ? '' : `${JSON.stringify(value)}: `;
    return `${path}: ${words[kind] ?? kind}: ${quoted}${message}`;
  });
  if (texts.length === 0) return { findings: [] };
  return { findings: [], denial: { status: 403, message: texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]` } };
}
