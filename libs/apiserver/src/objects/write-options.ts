import type { UserInfo } from '../authentication/user-info.ts';
import { badRequest, invalid } from '../errors/status-error.ts';
import type { ApiRequest } from '../routes/api-request.ts';
import { isTrue } from '../routes/resource-version.ts';
import type { JsonObject } from '../schema/json.ts';

/** How a write is to be done, as its query says. */
export interface WriteOptions {
  /** Do everything but store it. */
  readonly dryRun: boolean;
  readonly fieldManager: string;
  /** What to do about fields that the schema does not know. */
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Server-side apply takes fields from other managers. */
  readonly force: boolean;
  /** What the client should be told although the write succeeds. */
  readonly warnings: string[];
  /** Who writes; absent for the server itself, which asks no webhook. */
  readonly user?: UserInfo;
  /** As webhooks are told: the options of the request, without their kind. */
  readonly requested?: JsonObject;
}

/** @throws StatusError 400 for a value that does not exist */
export function parseWriteOptions({
  query,
  headers,
  user,
  warnings = [],
}: Pick<ApiRequest, 'query' | 'headers' | 'user' | 'warnings'>): WriteOptions {
  const fieldValidation = query.get('fieldValidation') ?? '';
  if (fieldValidation !== '' && fieldValidation !== 'Strict' && fieldValidation !== 'Warn' && fieldValidation !== 'Ignore') {
    throw badRequest(
      `fieldValidation: Unsupported value: ${JSON.stringify(fieldValidation)}: supported values: "Ignore", "Warn", "Strict"`,
    );
  }
  const dryRun = isDryRun(query.getAll('dryRun'));
  const fieldManager = query.get('fieldManager');
  return {
    dryRun,
    fieldManager: fieldManager ?? managerFrom(headers['user-agent']),
    fieldValidation: fieldValidation === '' ? 'Warn' : fieldValidation,
    force: isTrue(query.get('force')),
    warnings,
    user,
    requested: {
      ...(dryRun ? { dryRun: ['All'] } : {}),
      ...(fieldManager === null ? {} : { fieldManager }),
      ...(fieldValidation === '' ? {} : { fieldValidation }),
    },
  };
}

/** @throws StatusError 400 for anything but `All` */
export function isDryRun(values: readonly string[]): boolean {
  const given = values.filter((value) => value !== '');
  if (given.some((value) => value !== 'All')) {
    const message = `Unsupported value: ${JSON.stringify(given)}: supported values: "All"`;
    throw invalid({ group: 'meta.k8s.io', kind: 'WriteOptions' }, [{ reason: 'FieldValueNotSupported', field: 'dryRun', message }]);
  }
  return given.length > 0;
}

/** A client that names no field manager is known by what stands before the slash of its user agent. */
const managerFrom = (userAgent = ''): string => (userAgent.split('/')[0] ?? '').slice(0, 128) || 'unknown';

/** Warnings as the value of a header: `299 - "unknown field \\"spec.foo\\""`. */
export const warningText = (warnings: readonly string[]): string =>
  [...new Set(warnings)]
    .map((warning) => `299 - "${warning.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\s+/g, ' ')}"`)
    .join(', ');
