import type { Draft, LabelSelector } from '@capi/api';

import { invalid, type Finding } from '../finding.ts';
import { labelValueProblems, qualifiedNameProblems } from './names.ts';

/** One thing that a selector asks of labels. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const operators = {
  In: (value: string | undefined, values: readonly string[]) => value !== undefined && values.includes(value),
  NotIn: (value: string | undefined, values: readonly string[]) => value === undefined || !values.includes(value),
  Exists: (value: string | undefined) => value !== undefined,
  DoesNotExist: (value: string | undefined) => value === undefined,
} as const;
const isOperator = (operator: string): operator is keyof typeof operators => Object.hasOwn(operators, operator);

function requirementsOf({ matchLabels = {}, matchExpressions = [] }: Draft<LabelSelector>): readonly Requirement[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions.map(({ key = '', operator = '', values = [] }) => ({ key, operator, values })),
  ];
}

function problemOf({ key, operator, values }: Requirement): string | undefined {
  if (!isOperator(operator)) return `"${operator}" is not an operator; use In, NotIn, Exists or DoesNotExist`;
  const [keyProblem] = qualifiedNameProblems(key);
  if (keyProblem !== undefined) return `key "${key}": ${keyProblem}`;
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) return `${operator} on ${key} needs values`;
  if (!takesValues && values.length > 0) return `${operator} on ${key} takes no values`;
  const [valueProblem] = values.flatMap((value) => labelValueProblems(value).map((problem) => `value "${value}" of ${key} ${problem}`));
  return valueProblem;
}

/** A selector that can be evaluated, or why it cannot. */
export type ParsedSelector =
  | { readonly problem: string }
  | { readonly matches: (labels: Readonly<Record<string, string>> | undefined) => boolean };

/** Reads a label selector as Kubernetes does: all requirements must hold, and one without any holds for everything. */
export function parseSelector(selector: Draft<LabelSelector>): ParsedSelector {
  const requirements = requirementsOf(selector);
  const problem = requirements.map(problemOf).find((found) => found !== undefined);
  if (problem !== undefined) return { problem };
  return {
    matches: (labels) =>
      requirements.every(({ key, operator, values }) => isOperator(operator) && operators[operator](valueOf(labels, key), values)),
  };
}

// Labels come from JSON, so that a label called `constructor` must not be found in an object that has none.
const valueOf = (labels: Readonly<Record<string, string>> | undefined, key: string) =>
  labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;

/** Whether a selector asks for nothing, so that it selects everything. */
export const isEmptySelector = (selector: Draft<LabelSelector> = {}): boolean => requirementsOf(selector).length === 0;

/** A selector that Kubernetes can read; absent is fine. One finding at most, at the selector itself. */
export function validateSelector(path: string, selector: Draft<LabelSelector> | undefined): readonly Finding[] {
  const parsed = parseSelector(selector ?? {});
  return 'problem' in parsed ? [invalid(path, selector, parsed.problem)] : [];
}

/**
 * Whether a selector would find what is made from a template with these labels; true as well when the selector cannot be read, which
 * {@link validateSelector} says.
 */
export function selects(selector: Draft<LabelSelector> | undefined, labels: Readonly<Record<string, string>> | undefined): boolean {
  const parsed = parseSelector(selector ?? {});
  return 'problem' in parsed || parsed.matches(labels);
}
