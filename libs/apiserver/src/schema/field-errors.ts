import type { Cause } from './cause.ts';

/** How Kubernetes prints a refused value: texts quoted, objects and lists as JSON. */
const shown = (value: unknown): string => JSON.stringify(value) ?? 'null';
const at = (path: string): string => (path === '' ? '<nil>' : path);

/** A value that breaks a rule. */
export const invalid = (path: string, value: unknown, detail: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}${detail === '' ? '' : `: ${detail}`}`,
  field: at(path),
});
/** A value of the wrong JSON type, or not in its format. */
export const typeInvalid = (path: string, value: unknown, detail: string): Cause => ({
  ...invalid(path, value, detail),
  reason: 'FieldValueTypeInvalid',
});
/** A field that must be there and is not. */
export const required = (path: string, detail = ''): Cause => ({
  reason: 'FieldValueRequired',
  message: `Required value${detail === '' ? '' : `: ${detail}`}`,
  field: at(path),
});
/** A field that must not be set, or not changed. */
export const forbidden = (path: string, detail: string): Cause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${detail}`,
  field: at(path),
});
/** The second of two items that must differ. */
export const duplicate = (path: string, value: unknown): Cause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
  field: at(path),
});
/** A value that is none of the allowed ones. */
export const notSupported = (path: string, value: unknown, allowed: readonly unknown[]): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${allowed.map((each) => JSON.stringify(each)).join(', ')}`,
  field: at(path),
});
/** A text beyond its length. */
export const tooLong = (path: string, most: number): Cause => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${most} ${most === 1 ? 'byte' : 'bytes'}`,
  field: at(path),
});
/** A list or map with too many entries. */
export const tooMany = (path: string, count: number, most: number): Cause => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${count}: must have at most ${most} ${most === 1 ? 'item' : 'items'}`,
  field: at(path),
});
