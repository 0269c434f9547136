import { badRequest } from '../errors/status-error.ts';
import type { StoredObject } from '../storage/entry.ts';

/** Says whether an object's fields are what was asked for. */
export type FieldSelector = (object: StoredObject) => boolean;

/** Reads one selectable field; absent fields are the empty text. */
export type SelectableField = (object: StoredObject) => string;

/** A field by its path, as text. */
export const fieldAt = (path: string): SelectableField => {
  const steps = path.split('.').filter((step) => step !== '');
  return (object) => {
    let value: unknown = object;
    for (const step of steps) value = (value as Record<string, unknown> | undefined | null)?.[step];
    return value === undefined || value === null || typeof value === 'object' ? '' : String(value as string | number | boolean);
  };
};

const everywhere: readonly string[] = ['metadata.name', 'metadata.namespace'];

/**
 * Reads a field selector as it stands in a query: `metadata.name=a,status.phase!=Running`.
 * @param selectable fields of this kind beyond metadata.name and metadata.namespace
 * @returns undefined when it selects everything
 * @throws StatusError 400 when it cannot be read or names a field that cannot be selected by
 */
export function parseFieldSelector(text: string, selectable: Readonly<Record<string, SelectableField>>): FieldSelector | undefined {
  const terms = text
    .split(/(?<!\\),/)
    .filter((part) => part.trim() !== '')
    .map((part) => parseTerm(part, selectable));
  if (terms.length === 0) return undefined;
  return (object) => terms.every((holds) => holds(object));
}

function parseTerm(part: string, selectable: Readonly<Record<string, SelectableField>>): FieldSelector {
  const match = /^\s*([^=!]+?)\s*(==|!=|=)(.*)$/s.exec(part);
  if (match === null) throw badRequest(`invalid field selector: ${JSON.stringify(part)}; can't understand it`);
  const [, path = '', operator, escaped = ''] = match;
  const read = selectable[path] ?? (everywhere.includes(path) ? fieldAt(path) : undefined);
  if (read === undefined) throw badRequest(`field label not supported: ${path}`);
  const wanted = escaped.trim().replaceAll(/\\([\\,=])/g, '$1');
  return operator === '!=' ? (object) => read(object) !== wanted : (object) => read(object) === wanted;
}
