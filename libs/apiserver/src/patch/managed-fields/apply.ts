import type { ManagedFieldsEntry } from '@capi/api';
import { printInstant } from '@capi/seams';

import type { Steps } from '../../background/steps.ts';
import { affected, withoutManagedFields, type Affected } from './compare-versions.ts';
import { compare } from './compare.ts';
import { entriesOf, entryOf, isSameManager, ownable, ownersOf, without, type Owner } from './entries.ts';
import { difference, equalSets, intersection, isEmpty, printPaths, type FieldSet } from './field-set.ts';
import { lastAppliedSet, withLastApplied } from './last-applied.ts';
import type { ApplyRequest, ApplyResult, Conflict } from './managed-fields.ts';
import { merge } from './merge.ts';
import { pruneForgotten } from './prune-forgotten.ts';
import { toFieldSet } from './to-field-set.ts';

/**
 * Server-side apply: lays the configuration over the object, takes away what this manager applied before and nobody owns any more,
 * and records who owns what. A field that another manager set to another value is a conflict unless forced.
 * @see Kubernetes server-side apply (behaviour)
 */
export function* apply(request: ApplyRequest): Steps<ApplyResult> {
  const { schema, ignores = [], apiVersion, others: versions } = request;
  const { root } = schema;
  const live = withoutManagedFields(request.live ?? {});
  const applied = Object.fromEntries(Object.entries(withoutManagedFields(request.applied)).filter(([field]) => !ignores.includes(field)));
  const owners = ownersOf((request.live?.['metadata'] as Readonly<Record<string, unknown>> | undefined)?.['managedFields']);
  const entry = entryOf(request, 'Apply');
  const mine = owners.find((owner) => isSameManager(owner.entry, entry));
  const others = owners.filter((owner) => owner !== mine);
  const applies = toFieldSet(applied, root);
  const set = ownable(applies);

  const merged = merge(live, applied, root) as Readonly<Record<string, unknown>>;
  // The name is nobody's but in every configuration, so what it is in cannot go.
  const keepers = [...others, { entry, fields: applies }];
  const object = (mine === undefined ? merged : yield* pruneForgotten(merged, mine, keepers, request)) as Record<string, unknown>;
  const comparison = compare(live, object, root);
  const { changed, removed } = comparison;

  const seen = yield* affected(others, { before: live, after: object, apiVersion, schema }, comparison, versions);
  const contested = contests(seen);
  if (contested.length > 0 && !request.force && !mayTakeOver(request, contested)) return conflict(contested);
  const rest = seen.map(({ owner, lost }) => without(owner, lost)).filter((owner): owner is Owner => owner !== undefined);
  const unchanged = isEmpty(changed) && isEmpty(removed);
  // The time is that of the last change of the object, so applying the same again is no write.
  const time = unchanged ? mine?.entry.time : printInstant(request.time);
  const same = mine !== undefined && equalSets(mine.fields, set);
  const stamped = same && unchanged ? { ...mine.entry, ...entry } : { ...entry, ...(time === undefined ? {} : { time }) };
  const owner: Owner = { entry: stamped, fields: same ? mine.fields : set };
  const managedFields: readonly ManagedFieldsEntry[] = entriesOf(isEmpty(set) ? rest : [...rest, owner]);
  return { kind: 'applied', object: request.live === undefined ? object : withLastApplied(object, request), managedFields, unchanged };
}

interface Contest {
  readonly owner: Owner;
  readonly fields: FieldSet;
}

const contests = (others: readonly Affected[]): readonly Contest[] =>
  others
    .map(({ owner, comparison }) => ({ owner, fields: intersection(owner.fields, comparison.changed) }))
    .filter(({ fields }) => !isEmpty(fields));

/** kubectl takes over from itself: what it had applied on the client side before is no conflict. */
function mayTakeOver(request: ApplyRequest, contested: readonly Contest[]): boolean {
  if (request.manager !== 'kubectl' || request.live === undefined) return false;
  const last = lastAppliedSet(request.live, request.schema.root);
  return last !== undefined && contested.every(({ fields }) => isEmpty(difference(fields, last)));
}

function conflict(contested: readonly Contest[]): ApplyResult {
  const byManager = contested
    .map(({ owner, fields }) => ({ manager: describe(owner.entry), paths: printPaths(fields) }))
    .toSorted((one, other) => (one.manager < other.manager ? -1 : 1));
  const conflicts: readonly Conflict[] = byManager.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ message: `conflict with ${manager}`, field })),
  );
  const [first] = conflicts;
  if (conflicts.length === 1 && first !== undefined) {
    return { kind: 'conflict', message: `Apply failed with 1 conflict: ${first.message}: ${first.field}`, conflicts };
  }
  const lines = byManager.flatMap(({ manager, paths }) => [`conflicts with ${manager}:`, ...paths.map((path) => `- ${path}`)]);
  return { kind: 'conflict', message: `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`, conflicts };
}

/** `"kubectl-edit" with subresource "status" using v1`; appliers are known by name alone, since they keep it across versions. */
function describe({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string {
  const sub = subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return `${JSON.stringify(manager)}${sub}${operation === 'Update' ? ` using ${apiVersion ?? ''}` : ''}`;
}
