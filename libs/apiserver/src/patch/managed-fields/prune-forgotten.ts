import type { Steps } from '../../background/steps.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';
import type { Owner } from './entries.ts';
import { difference, empty, intersection, isEmpty, union, type FieldSet } from './field-set.ts';
import type { ApplyRequest } from './managed-fields.ts';
import { removeItems, withNamedFields } from './remove-items.ts';
import { toFieldSet } from './to-field-set.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An object with and without what is to go, in one version. */
interface Pair {
  readonly merged: Fields;
  readonly pruned: Fields;
}

/**
 * Takes away what a manager applied before and nobody owns now. Each owner is asked in the version in which it owns its fields, and the
 * manager itself in the one in which it last applied.
 * @param mine what the manager applied before
 * @param keepers the others, and the manager with what it applies now
 * @see Kubernetes structured-merge-diff, merge/update.go (behaviour)
 */
export function* pruneForgotten(merged: unknown, mine: Owner, keepers: readonly Owner[], request: ApplyRequest): Steps<unknown> {
  if (isEmpty(mine.fields)) return merged;
  const { apiVersion, others } = request;
  const version = mine.entry.apiVersion ?? apiVersion;
  const schema = rootOf(version, request);
  // A version that is gone says nothing about what may go.
  if (schema === undefined) return merged;
  const last = withNamedFields(mine.fields, schema);
  const [start = {}] = yield* others.convert([merged as Fields], version);
  // First without all that was applied before, then again with what somebody owns, then with what merely went along with its parent.
  let pair: Pair = { merged: start, pruned: removeItems(start, last, schema) as Fields };
  pair = giveBack(pair, ownedIn(version, keepers, apiVersion), schema);
  for (const other of new Set(keepers.map((keeper) => keeper.entry.apiVersion ?? apiVersion))) {
    const root = other === version ? undefined : rootOf(other, request);
    if (root === undefined) continue;
    const [whole = {}, rest = {}] = yield* others.convert([pair.merged, pair.pruned], other);
    pair = giveBack({ merged: whole, pruned: rest }, ownedIn(other, keepers, apiVersion), root);
  }
  const [whole = {}, rest = {}] = yield* others.convert([pair.merged, pair.pruned], version);
  const all = withNamedFields(toFieldSet(whole, schema), schema);
  const remaining = withNamedFields(toFieldSet(rest, schema), schema);
  const result = removeItems(whole, intersection(difference(all, remaining), last), schema) as Fields;
  const [pruned = {}] = yield* others.convert([result], apiVersion);
  return pruned;
}

const rootOf = (version: string, { apiVersion, schema, others }: ApplyRequest): SchemaNode | undefined =>
  version === apiVersion ? schema.root : others.schemaOf(version)?.root;

/** What is owned in one version. */
const ownedIn = (version: string, owners: readonly Owner[], fallback: string): FieldSet =>
  owners.filter(({ entry }) => (entry.apiVersion ?? fallback) === version).reduce((all, { fields }) => union(all, fields), empty);

function giveBack({ merged, pruned }: Pair, owned: FieldSet, root: SchemaNode): Pair {
  const all = withNamedFields(toFieldSet(merged, root), root);
  const kept = union(withNamedFields(toFieldSet(pruned, root), root), withNamedFields(owned, root));
  return { merged, pruned: removeItems(merged, difference(all, kept), root) as Fields };
}
