import type { UnstructuredObject } from '@capi/api';
import { terminal } from '@capi/seams';
import { parseAllDocuments } from 'yaml';

/**
 * Reads the objects of a YAML text with several documents, in order.
 * @param source names the text in errors
 */
export function parseManifest(text: string, source: string): readonly UnstructuredObject[] {
  return [...parseAllDocuments(text)].flatMap((document, index) => {
    const problem = document.errors[0];
    if (problem !== undefined) throw unreadable(source, index, problem.message.split('\n')[0] ?? problem.code);
    const object: unknown = document.toJS();
    if (object === null || object === undefined) return [];
    if (!isObject(object)) throw unreadable(source, index, 'it has no apiVersion, kind and metadata.name');
    return [object];
  });
}

/** The objects for the `index`-th of several clusters: the first keeps its name, the others get a number. */
export function numberedCopy(objects: readonly UnstructuredObject[], index: number): readonly UnstructuredObject[] {
  if (index === 0) return objects;
  const names = new Set(objects.map((object) => object.metadata.name));
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) =>
        (key === 'name' || key === 'clusterName') && typeof inner === 'string' && names.has(inner)
          ? [key, `${inner}-${index + 1}`]
          : [key, rename(inner)],
      ),
    );
  };
  return objects.map((object) => rename(object) as UnstructuredObject);
}

function isObject(value: unknown): value is UnstructuredObject {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<UnstructuredObject>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}

const unreadable = (source: string, index: number, why: string): Error =>
  terminal({ action: 'read the manifest', object: source, why: `document ${index + 1}: ${why}`, hint: 'correct it and start again' });
