import type { ManagedFieldsEntry } from '@capi/api';

import type { Steps } from '../../background/steps.ts';
import { isObject } from '../../schema/json.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';
import { affected } from './compare-versions.ts';
import { compare } from './compare.ts';
import { entriesOf, entryOf, give, ownable, ownersOf, without, type Owner } from './entries.ts';
import { isEmpty } from './field-set.ts';
import type { UpdateRequest } from './managed-fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who owns what after an ordinary write: the writer gets what it set or changed, everybody loses what was changed by another or
 * is gone. Time and entries stay as they are when the write changed nothing that can be owned.
 * @see Kubernetes server-side apply, "Field management" (behaviour)
 */
export function* updateManagedFields(request: UpdateRequest): Steps<readonly ManagedFieldsEntry[]> {
  const { before, after, schema, apiVersion, others } = request;
  const sent = (after['metadata'] as Fields | undefined)?.['managedFields'];
  if (before !== undefined && isReset(sent)) return [];
  const base = withMandatoryParts(before, after, schema.root);
  const comparison = compare(base, after, schema.root);
  const changed = ownable(comparison.changed);
  const removed = ownable(comparison.removed);
  const owners = ownersOf(sent);
  if (isEmpty(changed) && isEmpty(removed)) return (sent as readonly ManagedFieldsEntry[] | undefined) ?? [];
  const entry = entryOf(request, 'Update');
  const change = { before: before ?? base, after, apiVersion, schema };
  const rest = (yield* affected(owners, change, comparison, others))
    .map(({ owner, lost }) => without(owner, lost))
    .filter((owner): owner is Owner => owner !== undefined);
  return entriesOf(isEmpty(changed) ? rest : give(rest, entry, changed, request.time));
}

/**
 * The stored state as far as it is compared. Built-in kinds are decoded into structures, whose mandatory parts are always there and so
 * are nobody's; custom resources start with nothing.
 */
function withMandatoryParts(before: Fields | undefined, after: Fields, root: SchemaNode): Fields {
  if (!root.builtIn) return before ?? { metadata: {} };
  return before === undefined ? skeleton(after, root) : { ...skeleton(after, root), ...before };
}

function skeleton(after: Fields, node: SchemaNode): Fields {
  const parts: Record<string, unknown> = {};
  for (const [name, child] of node.properties) {
    const value = after[name];
    // An empty default says that the part cannot be absent.
    if (isObject(child.schema['default']) && isObject(value)) parts[name] = skeleton(value, child);
    else if (node.required.includes(name) && Array.isArray(value) && child.list !== 'atomic') parts[name] = [];
  }
  return parts;
}

/** One empty entry is how clients ask to forget all owners. */
const isReset = (sent: unknown): boolean =>
  Array.isArray(sent) && (sent.length === 0 || (sent.length === 1 && isObject(sent[0]) && Object.keys(sent[0]).length === 0));
