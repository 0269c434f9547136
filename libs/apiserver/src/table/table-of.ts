import { resourceName } from '@capi/api';
import type { Instant } from '@capi/seams';

import type { JsonObject } from '../schema/json.ts';
import type { PrinterColumn, ServedResource } from '../served-resource.ts';
import { ageOf } from './age.ts';
import { builtInColumns } from './built-in-columns.ts';
import { nameColumn } from './cells.ts';
import type { Column } from './column.ts';
import { findFirst } from './json-path.ts';

/** What beside the cells goes into a row, as the client asked. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  /** Ages are counted up to here. */
  readonly now: Instant;
  readonly includeObject: IncludeObject;
  /** `metadata` of the table: resourceVersion, continue, remainingItemCount. */
  readonly metadata?: object;
}

const columnsOfResource = new WeakMap<ServedResource, readonly Column[]>();

/**
 * Objects of one kind as a `meta.k8s.io/v1` Table, as `kubectl get` shows them: by the CRD's printer columns, or for built-in kinds
 * by the columns that Kubernetes has for them.
 */
export function tableOf(resource: ServedResource, objects: readonly JsonObject[], options: TableOptions): JsonObject {
  const columns = columnsOf(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata ?? {},
    columnDefinitions: columns.map(({ name, type, format = '', description = '', priority = 0 }) => ({
      name,
      type,
      format,
      description,
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.now) ?? null),
      ...rowObject(object, options.includeObject),
    })),
  };
}

function rowObject(object: JsonObject, include: IncludeObject): { readonly object?: JsonObject } {
  switch (include) {
    case 'None':
      return {};
    case 'Metadata':
      return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object['metadata'] } };
    case 'Object':
      return { object };
  }
}

function columnsOf(resource: ServedResource): readonly Column[] {
  const existing = columnsOfResource.get(resource);
  if (existing !== undefined) return existing;
  const made = resource.custom ? customColumns(resource.columns) : builtInColumns(resourceName(resource));
  columnsOfResource.set(resource, made);
  return made;
}

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'Time since the object was created.',
};

const customColumns = (declared: readonly PrinterColumn[]): readonly Column[] => [
  nameColumn,
  ...(declared.length === 0 ? [age] : declared).map((column): Column => ({
    name: column.name,
    type: column.type as Column['type'],
    ...(column.format === undefined ? {} : { format: column.format }),
    description: column.description ?? `Value at ${column.jsonPath}.`,
    priority: column.priority ?? 0,
    cell: (object, now) => cellOf(findFirst(object, column.jsonPath), column.type, now),
  })),
];

/** A value as its column wants it; null when there is none, or it is of another type. */
function cellOf(value: unknown, type: string, now: Instant): unknown {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'date':
      return typeof value === 'string' ? ageOf(value, now) : null;
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}
