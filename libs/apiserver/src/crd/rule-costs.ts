import { maxCostOf, type DeclaredType } from '@capi/cel';

import type { Cause } from '../schema/cause.ts';
import { forbidden } from '../schema/field-errors.ts';

/** What one rule of a CRD may cost, over all values in an object, and all its rules together: the limits of Kubernetes. */
const ruleLimit = 10_000_000;
const schemaLimit = 100_000_000;

/** Most bytes of a request, from which follows how many values there can be where no bound is set. */
const mostRequestBytes = 3 * 1024 * 1024;

/**
 * What a checked expression can cost in one object.
 * @param count how many values of the place there can be; undefined when only the size of a request bounds them
 */
export function costOf(expression: string, self: DeclaredType, count: number | undefined): number {
  const once = maxCostOf(expression, self);
  // Between two values there is a comma.
  return once * (count ?? Math.floor(mostRequestBytes / (self.minBytes + 1)));
}

/** Why a cost is too high; undefined when it is not. */
export function whyTooDear(what: string, cost: number, limit = ruleLimit): string | undefined {
  if (cost <= limit) return undefined;
  const factor = cost / limit;
  const shown = factor > 100 ? 'more than 100x' : factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`;
  const hint = 'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${what} exceeds budget by factor of ${shown} (${hint})`;
}

/** How many of the dearest rules are named when all together are too dear. */
const mostNamed = 4;

/** The costs of all rules of one schema. */
export class RuleCosts {
  #total = 0;
  readonly #dear: { readonly path: string; readonly cost: number }[] = [];

  add(path: string, cost: number): void {
    this.#total += cost;
    if (cost >= schemaLimit / 100) this.#dear.push({ path, cost });
  }

  /** Why all rules together are too dear, and which of them are to blame. */
  whyTooDear(path: string): readonly Cause[] {
    const why = whyTooDear('x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema', this.#total, schemaLimit);
    if (why === undefined) return [];
    const dearest = this.#dear.toSorted((one, other) => other.cost - one.cost).slice(0, mostNamed);
    return [
      ...dearest.map((each) =>
        forbidden(each.path, 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema'),
      ),
      forbidden(path, why),
    ];
  }
}
