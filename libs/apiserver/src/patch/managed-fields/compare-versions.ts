import type { Steps } from '../../background/steps.ts';
import type { CompiledSchema } from '../../schema/compiled-schema.ts';
import { compare, type Comparison } from './compare.ts';
import { ownable, type Owner } from './entries.ts';
import { union, type FieldSet } from './field-set.ts';
import type { OtherVersions } from './managed-fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Two states of an object, in the version of the request. */
export interface Change {
  readonly before: Fields;
  readonly after: Fields;
  readonly apiVersion: string;
  readonly schema: CompiledSchema;
}

/** An owner, and what a write did as that owner's version shows it. */
export interface Affected {
  readonly owner: Owner;
  readonly comparison: Comparison;
  /** What the owner loses if it was another who wrote: all that was changed or removed. */
  readonly lost: FieldSet;
}

/**
 * What a write did, for each owner in the version in which it owns its fields. Owners in a version that is not served any more are left
 * out: nobody can tell what they own.
 * @param own the comparison in the request's version
 */
export function* affected(owners: readonly Owner[], change: Change, own: Comparison, others: OtherVersions): Steps<readonly Affected[]> {
  const byVersion = new Map<string, Omit<Affected, 'owner'> | undefined>([[change.apiVersion, withLoss(own)]]);
  const seen: Affected[] = [];
  for (const owner of owners) {
    const version = owner.entry.apiVersion ?? change.apiVersion;
    if (!byVersion.has(version)) {
      const schema = others.schemaOf(version);
      byVersion.set(version, schema === undefined ? undefined : withLoss(yield* comparisonIn(version, schema, change, others)));
    }
    const known = byVersion.get(version);
    if (known !== undefined) seen.push({ owner, ...known });
  }
  return seen;
}

const withLoss = (comparison: Comparison): Omit<Affected, 'owner'> => ({
  comparison,
  lost: ownable(union(comparison.changed, comparison.removed)),
});

function* comparisonIn(version: string, schema: CompiledSchema, { before, after }: Change, others: OtherVersions): Steps<Comparison> {
  const isNew = before['apiVersion'] === undefined;
  const [then = {}, now = {}] = isNew
    ? [{}, ...(yield* others.convert([after], version))]
    : yield* others.convert([withoutManagedFields(before), withoutManagedFields(after)], version);
  return compare(then, now, schema.root);
}

/** The object as it is compared: who owns what is no part of it. */
export function withoutManagedFields(object: Fields): Fields {
  const { metadata } = object as { metadata?: Fields };
  if (metadata?.['managedFields'] === undefined) return object;
  const { managedFields: _owners, ...rest } = metadata;
  return { ...object, metadata: rest };
}
