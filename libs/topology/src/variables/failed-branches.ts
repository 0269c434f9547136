import type { Checked, Problem } from './problem.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * `allOf`, `anyOf`, `oneOf` and `not` constrain the value; fields are declared outside of them. Of alternatives that all fail, the one of
 * which most was looked at says what is wrong.
 * @param check holds the same value against another schema
 */
export function failedBranches(value: unknown, node: SchemaNode, at: string, check: (branch: SchemaNode) => Checked): Checked {
  const parts = [
    alternatives(node.branches('anyOf').map(check), (fits) => (fits > 0 ? undefined : 'must fulfil at least one schema of anyOf')),
    alternatives(node.branches('oneOf').map(check), (fits) =>
      fits === 1 ? undefined : `must fulfil exactly one schema of oneOf, but fulfils ${fits}`,
    ),
    everyOne(node.branches('allOf').map(check)),
    node.excluded !== undefined && holds(check(node.excluded)) ? failure('must not fulfil the schema of not') : nothing,
  ];
  return {
    problems: parts.flatMap(({ message, problems }) => [
      ...(message === undefined ? [] : [{ kind: 'Invalid' as const, at, value, message }]),
      ...problems,
    ]),
    matches: parts.reduce((sum, { matches }) => sum + matches, 0) + 1,
  };
}

interface Part {
  readonly message: string | undefined;
  readonly problems: readonly Problem[];
  readonly matches: number;
}

const nothing: Part = { message: undefined, problems: [], matches: 0 };
const failure = (message: string): Part => ({ ...nothing, message });
const holds = ({ problems }: Checked): boolean => problems.length === 0;

function alternatives(branches: readonly Checked[], judge: (fits: number) => string | undefined): Part {
  if (branches.length === 0) return nothing;
  const fitting = branches.filter(holds);
  const message = judge(fitting.length);
  const [first] = fitting;
  if (first !== undefined) return { message, problems: [], matches: message === undefined ? first.matches : 0 };
  const best = branches.reduce((most, branch) => (branch.matches > most.matches ? branch : most));
  return { message, problems: best.problems, matches: best.matches };
}

function everyOne(branches: readonly Checked[]): Part {
  return {
    message: branches.every(holds) ? undefined : 'must fulfil all schemas of allOf',
    problems: branches.flatMap(({ problems }) => problems),
    matches: branches.reduce((sum, { matches }) => sum + matches, 0),
  };
}
