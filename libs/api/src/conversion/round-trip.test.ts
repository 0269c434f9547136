import { OperationError } from '@capi/seams';
import fc from 'fast-check';

import { kinds } from '../kinds.ts';
import type { UnstructuredObject } from '../meta/object.ts';
import { validatorOf } from '../products/validator-of.ts';
import type { ConversionLimits, Limit } from '../schema/conversion-limits.ts';
import type { VersionDeclaration } from '../schema/define-kind.ts';
import { arbitraryOf } from '../testing/arbitrary-of.ts';
import { through, withoutMemory } from '../testing/conversion.ts';
import { damaged } from '../testing/damaged.ts';
import { differences, isEmpty, saysNothing } from '../testing/differences.ts';
import { readerOf, writerOf } from './canonical.ts';
import type { Json } from './json.ts';

/** Objects that make the journey, for each direction, kind and version. */
const journeys = 2000;
/** Objects that are tried on each of the other rules. */
const trials = 500;

interface Case {
  readonly kind: (typeof kinds)[number];
  readonly version: string;
  readonly limits: ConversionLimits;
  readonly name: string;
}
type Versions = Readonly<Record<string, VersionDeclaration>>;
const cases: readonly Case[] = kinds.flatMap((kind) =>
  Object.entries(kind.declaration.versions as Versions)
    .filter(([, { convert }]) => convert !== undefined)
    .map(([version, { limits = {} }]) => ({ kind, version, limits, name: `${kind.kind} ${version}` })),
);

const objectsOf = (kind: Case['kind'], version: string, withZeros: boolean) =>
  arbitraryOf(kind, version as never, { withZeros }) as unknown as fc.Arbitrary<UnstructuredObject>;

/** JSON as it arrives on the other side. */
const sent = (object: unknown): UnstructuredObject => JSON.parse(JSON.stringify(object)) as UnstructuredObject;

/** As an object of the hub is after any program has read and written it. */
function asWritten({ kind }: Case): (object: UnstructuredObject) => UnstructuredObject {
  const { spec, status } = (kind.declaration.versions as Versions)[kind.version] ?? {};
  const shape = { ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) };
  const [read, write] = [readerOf(shape), writerOf(shape, new Set(['taints', 'extraEnvs']))];
  return (object) => sent(write(read(object as unknown as Json)));
}

/** Paths that no limit explains; a limit covers what is below it. */
function unexplained(paths: readonly string[], limits: readonly Limit[] = []): readonly string[] {
  const known = limits.flatMap((limit) => limit.paths);
  return paths.filter(
    (path) => !known.some((covered) => path === covered || path.startsWith(`${covered}.`) || path.startsWith(`${covered}[`)),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}

/** The first object, made as small as it goes, with which something is wrong; undefined when all is well. */
function failing(
  numRuns: number,
  objects: fc.Arbitrary<UnstructuredObject>,
  problemsOf: (object: UnstructuredObject) => readonly string[],
): unknown {
  const found = fc.check(
    fc.property(objects, (object) => {
      const problems = problemsOf(object);
      if (problems.length > 0) throw new Error([...new Set(problems)].join('\n'));
    }),
    { numRuns },
  );
  if (!found.failed) return undefined;
  const [object] = found.counterexample ?? [];
  return { problems: String(found.errorInstance), object: JSON.stringify(object), seed: found.seed, path: found.counterexamplePath };
}

describe.each(cases)('conversion of $name', (each) => {
  const { kind, version, limits } = each;
  const hub = kind.version;
  const [wild, tidy, stored] = [objectsOf(kind, version, true), objectsOf(kind, version, false), objectsOf(kind, hub, true)];

  test('brings objects of the hub back as they were', () => {
    const written = asWritten(each);
    const problemsOf = (object: UnstructuredObject) => {
      const before = written(object);
      return unexplained(differences(before, through(kind, before, [version, hub]), isEmpty), limits.changed);
    };
    expect(failing(journeys, stored, problemsOf)).toBeUndefined();
  });

  test('brings old objects back as they were, but for zeros, and changes nothing the second time', () => {
    const problemsOf = (object: UnstructuredObject) => {
      const once = sent(through(kind, object, [hub, version]));
      const twice = through(kind, once, [hub, version]);
      return [
        ...unexplained(differences(object, withoutMemory(once), saysNothing), limits.lost),
        ...differences(withoutMemory(once), withoutMemory(twice), isEmpty).map((path) => `${path}, the second time`),
      ];
    };
    expect(failing(journeys, wild, problemsOf)).toBeUndefined();
  });

  test('makes valid objects of valid ones', () => {
    const validate = validatorOf(kind, hub);
    const problemsOf = (object: UnstructuredObject) => {
      const paths = validate(sent(through(kind, object, [hub]))).map(({ path }) => path.replaceAll(/\[\d+\]/g, '[]'));
      // The hub wants a spec, and an old object may have none, or one that says nothing.
      return unexplained(
        paths.filter((path) => path !== 'spec'),
        limits.refused,
      );
    };
    expect(failing(trials, tidy, problemsOf)).toBeUndefined();
  });

  test.each([
    ['old objects', wild, hub],
    ['objects of the hub', stored, version],
  ] as const)('takes %s with unknown fields, unknown words and values of any type', (_what, objects, target) => {
    const problemsOf = (object: UnstructuredObject) => {
      try {
        // Conversions change nothing of what they are given.
        sent(through(kind, deepFreeze(object), [target]));
        return [];
      } catch (error) {
        // References that cannot be read and memories that are no JSON are refused in so many words.
        return error instanceof OperationError ? [] : [String((error as Error).stack)];
      }
    };
    expect(failing(trials, damaged(objects), problemsOf)).toBeUndefined();
  });
});
