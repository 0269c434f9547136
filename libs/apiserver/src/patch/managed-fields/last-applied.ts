import { isObject } from '../../schema/json.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';
import { ownable } from './entries.ts';
import type { FieldSet } from './field-set.ts';
import type { ApplyRequest } from './managed-fields.ts';
import { toFieldSet } from './to-field-set.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

type Fields = Readonly<Record<string, unknown>>;

const annotationsOf = (object: Fields): Fields | undefined => {
  const { metadata } = object;
  return isObject(metadata) && isObject(metadata['annotations']) ? metadata['annotations'] : undefined;
};

/** What `kubectl apply` (on the client side) last applied; undefined when it never did or its note cannot be read. */
export function lastAppliedSet(object: Fields, root: SchemaNode): FieldSet | undefined {
  const note = annotationsOf(object)?.[annotation];
  if (typeof note !== 'string') return undefined;
  try {
    const configuration: unknown = JSON.parse(note);
    return isObject(configuration) ? ownable(toFieldSet(configuration, root)) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps kubectl's note up to date when kubectl applies on the server side, so that it may go back to the client side. */
export function withLastApplied(object: Record<string, unknown>, request: ApplyRequest): Record<string, unknown> {
  const annotations = annotationsOf(object);
  if (request.manager !== 'kubectl' || typeof annotations?.[annotation] !== 'string') return object;
  const note = `${JSON.stringify(request.applied)}\n`;
  return { ...object, metadata: { ...(object['metadata'] as Fields), annotations: { ...annotations, [annotation]: note } } };
}
