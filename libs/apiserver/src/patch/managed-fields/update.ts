import type { ManagedFieldsEntry } from '@capi/api';

import { isObject } from '../../schema/json.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';
import { compare } from './compare.ts';
import { entriesOf, entryOf, give, ownable, ownersOf, without, type Owner } from './entries.ts';
import { isEmpty, union } from './field-set.ts';
import type { UpdateRequest } from './managed-fields.ts';

/**
 * Who owns what after an ordinary write: the writer gets what it set or changed, everybody loses what was changed by another or
 * is gone. Time and entries stay as they are when the write changed nothing that can be owned.
 * @see Kubernetes server-side apply, "Field management" (behaviour)
 */
export function updateManagedFields(request: UpdateRequest): readonly ManagedFieldsEntry[] {
  const { before, after, schema } = request;
  const sent = (after['metadata'] as Readonly<Record<string, unknown>> | undefined)?.['managedFields'];
  const comparison = compare(before ?? bare(after, schema.root), after, schema.root);
  const changed = ownable(comparison.changed);
  const removed = ownable(comparison.removed);
  const owners = ownersOf(sent);
  if (isEmpty(changed) && isEmpty(removed)) return (sent as readonly ManagedFieldsEntry[] | undefined) ?? [];
  const lost = union(changed, removed);
  const entry = entryOf(request, 'Update');
  const rest = owners.map((owner) => without(owner, lost)).filter((owner): owner is Owner => owner !== undefined);
  return entriesOf(isEmpty(changed) ? rest : give(rest, entry, changed, request.time));
}

/**
 * What a new object is compared with. Built-in kinds are decoded into structures, whose mandatory parts exist from the start and so
 * are nobody's; custom resources start with nothing.
 */
function bare(after: Readonly<Record<string, unknown>>, root: SchemaNode): Readonly<Record<string, unknown>> {
  return root.builtIn ? skeleton(after, root) : { metadata: {} };
}

function skeleton(after: Readonly<Record<string, unknown>>, node: SchemaNode): Readonly<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  for (const [name, child] of node.properties) {
    const value = after[name];
    const mandatory = node.required.includes(name) || name === 'metadata' || name === 'spec' || name === 'status';
    if (mandatory && !child.atomicMap && isObject(value)) parts[name] = skeleton(value, child);
    else if (mandatory && Array.isArray(value) && child.list !== 'atomic') parts[name] = [];
  }
  return parts;
}
