import type { Instant } from '@capi/seams';

import { isObject, type JsonObject } from '../schema/json.ts';
import { ageOf } from './age.ts';
import type { Column } from './column.ts';
import { findAll, findFirst } from './json-path.ts';

/** Shown where a list or a text is empty. */
export const none = '<none>';

/** The text at a path, or `otherwise`. */
export function text(object: unknown, path: string, otherwise = ''): string {
  const value = findFirst(object, path);
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** The number at a path, or 0. */
export function count(object: unknown, path: string): number {
  const value = findFirst(object, path);
  return typeof value === 'number' ? value : 0;
}

/** The list at a path, or an empty one. */
export function list(object: unknown, path: string): readonly unknown[] {
  const value = findFirst(object, path);
  return Array.isArray(value) ? value : [];
}

/** How many keys the object at a path has. */
export function sizeOf(object: unknown, path: string): number {
  const value = findFirst(object, path);
  return isObject(value) ? Object.keys(value).length : Array.isArray(value) ? value.length : 0;
}

/** The texts at a path, joined, or `<none>`. */
export function joined(object: unknown, path: string, separator = ','): string {
  const values = findAll(object, path).filter((value) => typeof value === 'string');
  return values.length === 0 ? none : values.join(separator);
}

/** A map as a selector: `a=b,c=d`, or `<none>`. */
export function printLabels(labels: unknown): string {
  if (!isObject(labels) || Object.keys(labels).length === 0) return none;
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value as string)}`)
    .toSorted()
    .join(',');
}

/** A label selector as kubectl prints it: `app=x,tier in (a,b)`, or `<none>`. */
export function printSelector(selector: unknown): string {
  const labels = findFirst(selector, '.matchLabels');
  const equal = isObject(labels) ? Object.entries(labels).map(([key, value]) => `${key}=${String(value as string)}`) : [];
  const expressions = list(selector, '.matchExpressions').map((expression) => {
    const [key, operator] = [text(expression, '.key'), text(expression, '.operator')];
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${list(expression, '.values').map(String).toSorted().join(',')})`;
  });
  return [...equal, ...expressions].toSorted().join(',') || none;
}

/** The name column that nearly every kind starts with. */
export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name of the object, unique within its namespace.',
  cell: (object) => text(object, '.metadata.name'),
};

/** How long the object exists. */
export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  description: 'Time since the object was created.',
  cell: (object: JsonObject, now: Instant) => ageOf(findFirst(object, '.metadata.creationTimestamp'), now),
};

/** A text column, `-o wide` when `priority` is 1. */
export const textColumn = (name: string, cell: Column['cell'], priority = 0): Column => ({ name, type: 'string', priority, cell });
/** A whole-number column. */
export const integerColumn = (name: string, path: string): Column => ({ name, type: 'integer', cell: (object) => count(object, path) });
