import { equalJson, isObject } from '../schema/json.ts';
import { PatchError } from './patch-error.ts';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** More than this is refused, as Kubernetes does. */
const mostOperations = 10_000;

/**
 * Applies a JSON patch (RFC 6902). As Kubernetes does, `remove` of what does not exist is an error, and so is a failed `test`.
 * @throws PatchError 400 when the patch is malformed, 422 when it does not fit the object
 */
export function applyJsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new PatchError(400, 'error decoding patch: a JSON patch is a list of operations');
  if (operations.length > mostOperations) {
    throw new PatchError(400, `the allowed maximum operations in a JSON patch is ${mostOperations}, got ${operations.length}`);
  }
  return operations.reduce<unknown>((object, operation) => applyOperation(object, parse(operation)), target);
}

function parse(operation: unknown): Operation {
  if (!isObject(operation) || typeof operation['op'] !== 'string' || typeof operation['path'] !== 'string') {
    throw new PatchError(400, 'error decoding patch: every operation has an op and a path');
  }
  return operation as unknown as Operation;
}

function applyOperation(object: unknown, { op, path, from, value }: Operation): unknown {
  const tokens = pointer(path);
  switch (op) {
    case 'add':
      return change(object, tokens, path, (parent, token) => put(parent, token, required(value, op), path, 'insert'), value);
    case 'replace':
      read(object, tokens, path);
      return change(object, tokens, path, (parent, token) => put(parent, token, required(value, op), path, 'replace'), value);
    case 'remove':
      read(object, tokens, path);
      return change(object, tokens, path, (parent, token) => take(parent, token, path), null);
    case 'move': {
      const source = pointer(from ?? '');
      const moved = read(object, source, from ?? '');
      const rest = change(object, source, from ?? '', (parent, token) => take(parent, token, from ?? ''), null);
      return change(rest, tokens, path, (parent, token) => put(parent, token, moved, path, 'insert'), moved);
    }
    case 'copy': {
      const copied = read(object, pointer(from ?? ''), from ?? '');
      return change(object, tokens, path, (parent, token) => put(parent, token, copied, path, 'insert'), copied);
    }
    case 'test': {
      const found = lookUp(object, tokens);
      if (!equalJson(found ?? null, value ?? null))
        throw new PatchError(422, `testing path ${path} failed: its value is not the expected one`);
      return object;
    }
    default:
      throw new PatchError(400, `error decoding patch: unexpected kind of operation ${JSON.stringify(op)}`);
  }
}

function required(value: unknown, op: string): unknown {
  if (value === undefined) throw new PatchError(400, `error decoding patch: the operation ${op} needs a value`);
  return value;
}

function pointer(path: string): readonly string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw new PatchError(400, `error decoding patch: the path ${JSON.stringify(path)} does not start with /`);
  return path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lookUp(object: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>((place, token) => {
    if (Array.isArray(place)) return /^\d+$/.test(token) ? (place[Number(token)] as unknown) : undefined;
    return isObject(place) && Object.hasOwn(place, token) ? place[token] : undefined;
  }, object);
}

function read(object: unknown, tokens: readonly string[], path: string): unknown {
  const found = lookUp(object, tokens);
  if (found === undefined) throw new PatchError(422, `the server rejected our request due to an error in our request: nothing at ${path}`);
  return found;
}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

/** Copies the way down to the parent of the last token and lets `edit` make its new state; the rest is shared. */
function change(
  object: unknown,
  tokens: readonly string[],
  path: string,
  edit: (parent: Container, token: string) => Container,
  whole: unknown,
): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return whole;
  if (!Array.isArray(object) && !isObject(object)) throw new PatchError(422, `nothing to change at ${path}: its parent does not exist`);
  if (rest.length === 0) return edit(object, token);
  const child = lookUp(object, [token]);
  const changed = change(child, rest, path, edit, whole);
  return put(object, token, changed, path, 'replace');
}

function put(parent: Container, token: string, value: unknown, path: string, how: 'insert' | 'replace'): Container {
  if (!isList(parent)) return { ...parent, [token]: value };
  const list = parent;
  if (how === 'replace') return list.with(indexIn(list, token, path, list.length - 1), value);
  const index = token === '-' ? list.length : indexIn(list, token, path, list.length);
  return list.toSpliced(index, 0, value);
}

function take(parent: Container, token: string, path: string): Container {
  if (Array.isArray(parent)) return parent.toSpliced(indexIn(parent, token, path, parent.length - 1), 1) as readonly unknown[];
  const { [token]: _taken, ...rest } = parent as Readonly<Record<string, unknown>>;
  return rest;
}

const isList = (parent: Container): parent is readonly unknown[] => Array.isArray(parent);

function indexIn(list: readonly unknown[], token: string, path: string, most: number): number {
  const index = /^\d+$/.test(token) ? Number(token) : -1;
  if (index < 0 || index > most) throw new PatchError(422, `invalid index in ${path}: the list has ${list.length} items`);
  return index;
}
