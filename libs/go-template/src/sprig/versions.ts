import { fn, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { GoInteger, int, isGoObject, type GoObject, type Value } from '../value.ts';
import { checkMetadata, checkPrerelease, compareVersions, parseVersion, printVersion, type SemanticVersion } from './semantic-version.ts';
import { isInRange } from './version-constraint.ts';

const number = (value: bigint): Value => new GoInteger('uint64', value);

/** What a template may ask of a version: `(semver "1.30.2").Minor`. */
const methods: Readonly<Record<string, (version: SemanticVersion, args: readonly Value[]) => Value>> = {
  Major: ({ numbers: [major] }) => number(major),
  Minor: ({ numbers: [, minor] }) => number(minor),
  Patch: ({ numbers: [, , patch] }) => number(patch),
  Prerelease: ({ prerelease }) => prerelease,
  Metadata: ({ metadata }) => metadata,
  Original: ({ original }) => original,
  String: printVersion,
  Compare: (version, [other]) => int(compareVersions(version, versionOf(other))),
  Equal: (version, [other]) => compareVersions(version, versionOf(other)) === 0,
  LessThan: (version, [other]) => compareVersions(version, versionOf(other)) < 0,
  LessThanEqual: (version, [other]) => compareVersions(version, versionOf(other)) <= 0,
  GreaterThan: (version, [other]) => compareVersions(version, versionOf(other)) > 0,
  GreaterThanEqual: (version, [other]) => compareVersions(version, versionOf(other)) >= 0,
  IncMajor: ({ numbers: [major], original }) => changed({ numbers: [major + 1n, 0n, 0n], prerelease: '', metadata: '', original }),
  IncMinor: ({ numbers: [major, minor], original }) =>
    changed({ numbers: [major, minor + 1n, 0n], prerelease: '', metadata: '', original }),
  IncPatch: ({ numbers, prerelease, original }) =>
    changed({ numbers: nextPatch(numbers, prerelease), prerelease: '', metadata: '', original }),
  SetPrerelease: (version, [prerelease]) => {
    checkPrerelease(textOf(prerelease));
    return changed({ ...version, prerelease: textOf(prerelease) });
  },
  SetMetadata: (version, [metadata]) => {
    checkMetadata(textOf(metadata));
    return changed({ ...version, metadata: textOf(metadata) });
  },
};

/** A prerelease is finished by becoming its release. */
const nextPatch = ([major, minor, patch]: SemanticVersion['numbers'], prerelease: string): SemanticVersion['numbers'] => [
  major,
  minor,
  prerelease === '' ? patch + 1n : patch,
];

const changed = (version: SemanticVersion): GoObject =>
  asObject({ ...version, original: (version.original.startsWith('v') ? 'v' : '') + printVersion(version) }, 'semver.Version');

function asObject(version: SemanticVersion, type = '*semver.Version'): GoObject {
  return {
    kind: 'object',
    type,
    text: printVersion(version),
    member(name, args) {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method === undefined) throw new RefusedByFunction(`can't evaluate field ${name} in type ${type}`);
      const wanted = method.length - 1;
      if (args.length !== wanted) throw new RefusedByFunction(`wrong number of args for ${name}: want ${wanted} got ${args.length}`);
      return method(version, args);
    },
  };
}

function versionOf(value: Value): SemanticVersion {
  if (isGoObject(value) && value.type.endsWith('semver.Version')) return parseVersion(value.text);
  throw new RefusedByFunction('expected *semver.Version');
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new RefusedByFunction('expected string');
}

/** Semantic versions and ranges of them, as github.com/Masterminds/semver has them. */
export const versions: Functions = {
  semver: fn(['string'], (text) => asObject(parseVersion(text))),
  semverCompare: fn(['string', 'string'], (range, version) => {
    const parsed = parseVersion(version);
    return isInRange(range, parsed);
  }),
};
