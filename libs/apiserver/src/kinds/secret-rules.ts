import type { StatusCause } from '../errors/status-error.ts';
import { equalJson, isObject, type JsonObject } from '../schema/json.ts';

/** `stringData` is a way to write `data` and is never stored; a secret without type is Opaque. */
export function normalizeSecret(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  const typed = { type: 'Opaque', ...rest };
  if (!isObject(stringData)) return typed;
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(String(text as string)).toString('base64')]);
  return { ...typed, data: { ...(rest['data'] as JsonObject | undefined), ...(Object.fromEntries(encoded) as JsonObject) } };
}

/** The type of a secret never changes, and nothing does once it is immutable. Values are base64. Messages never quote a value. */
export function checkSecret(secret: JsonObject, old: JsonObject | undefined): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [key, value] of Object.entries((secret['data'] as JsonObject | undefined) ?? {})) {
    if (typeof value === 'string' && !isBase64(value)) {
      causes.push({ reason: 'FieldValueInvalid', field: `data[${key}]`, message: 'Invalid value: illegal base64 data' });
    }
  }
  if (old === undefined) return causes;
  if (secret['type'] !== old['type']) {
    causes.push({
      reason: 'FieldValueInvalid',
      field: 'type',
      message: `Invalid value: ${JSON.stringify(secret['type'])}: field is immutable`,
    });
  }
  return [...causes, ...immutableChanges(secret, old, ['data'])];
}

/** What an object that was declared `immutable` must not change; secrets and config maps alike. */
export function immutableChanges(object: JsonObject, old: JsonObject, contents: readonly string[]): readonly StatusCause[] {
  if (old['immutable'] !== true) return [];
  const message = 'Forbidden: field is immutable when `immutable` is set';
  const changed = contents.filter((field) => !equalJson(object[field], old[field]));
  if (object['immutable'] !== true) changed.unshift('immutable');
  return changed.map((field) => ({ reason: 'FieldValueForbidden', field, message }));
}

const isBase64 = (text: string): boolean =>
  text.replaceAll(/[\r\n]/g, '').length % 4 === 0 && /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/.test(text);
