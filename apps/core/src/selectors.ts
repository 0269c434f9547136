import type { LabelSelector } from '@capi/api';
import { terminal, type DeepReadonly } from '@capi/seams';

/**
 * A selector as plain labels. Sets and deployments select by equality only, as upstream does.
 * @param object who selects, for the error
 * @throws a terminal OperationError for an expression that is not an `In` with one value
 */
export function plainSelector(selector: DeepReadonly<LabelSelector>, object: string): Readonly<Record<string, string>> {
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
    const [value, ...others] = values ?? [];
    if (operator !== 'In' || value === undefined || others.length > 0) {
      throw terminal({
        action: 'select Machines',
        object,
        why: `the expression on ${key} is not an In with one value`,
        hint: 'use matchLabels',
      });
    }
    return [key, value] as const;
  });
  return { ...selector.matchLabels, ...Object.fromEntries(expressions) };
}

/** Whether labels match; a selector without requirements matches nothing. */
export const matchesSelector = (
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> | undefined,
): boolean => Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels?.[key] === value);

/** A selector as text, for the scale subresource. */
export const printSelector = (selector: Readonly<Record<string, string>>): string =>
  Object.entries(selector)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
