import { isDeepStrictEqual } from 'node:util';

/** One step of a JSON patch (RFC 6902). */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

/**
 * What leads from one JSON value to another, field by field. Members that are undefined count as absent. Lists are compared place by place,
 * so that an entry in the middle that goes costs the rest of the list.
 */
export function jsonPatch(before: unknown, after: unknown): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  compare(before, after, '', operations);
  return operations;
}

function compare(before: unknown, after: unknown, path: string, operations: PatchOperation[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, operations);
  else if (isObject(before) && isObject(after)) compareObjects(before, after, path, operations);
  else if (!isDeepStrictEqual(before, after)) operations.push({ op: 'replace', path, value: after });
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string, operations: PatchOperation[]): void {
  const both = Math.min(before.length, after.length);
  for (let at = 0; at < both; at += 1) compare(before[at], after[at], `${path}/${at}`, operations);
  for (let at = before.length - 1; at >= both; at -= 1) operations.push({ op: 'remove', path: `${path}/${at}` });
  for (let at = both; at < after.length; at += 1) operations.push({ op: 'add', path: `${path}/-`, value: after[at] });
}

type Members = Readonly<Record<string, unknown>>;

function compareObjects(before: Members, after: Members, path: string, operations: PatchOperation[]): void {
  for (const [name, value] of Object.entries(before)) {
    const to = `${path}/${escape(name)}`;
    const wanted = Object.hasOwn(after, name) ? after[name] : undefined;
    if (wanted !== undefined && value !== undefined) compare(value, wanted, to, operations);
    else if (value !== undefined) operations.push({ op: 'remove', path: to });
  }
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined || (Object.hasOwn(before, name) && before[name] !== undefined)) continue;
    operations.push({ op: 'add', path: `${path}/${escape(name)}`, value });
  }
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
