import type { Verdict } from '@capi/api';

import { find, type StatedList } from './find.ts';
import { describeFindings, type Finding } from './findings.ts';
import { defaultReasons, heaviest, statusOf, weightOf, type MergedReasons, type Weigh } from './weight.ts';

/** An object whose condition goes into an aggregate. */
export interface Source {
  readonly kind: string;
  readonly name: string;
  /** Control-plane Machines are named first. */
  readonly isControlPlane?: boolean;
  readonly conditions: StatedList;
}

/** Which condition is aggregated over objects, and how. */
export interface AggregateOptions {
  /** The type that is looked at on each object. */
  readonly of: string;
  /** True is the bad status, on the objects as well as in the aggregate. */
  readonly negative?: boolean;
  readonly weigh?: Weigh;
  readonly reasons?: MergedReasons;
}

/**
 * One condition that says how many objects stand together: bad when any of them is, else Unknown when any is unknown or has not
 * reported, else good. The message groups objects that say the same.
 * @throws Error when there are no objects: the caller has a reason of its own for that
 * @see upstream v1.14.0 util/conditions/aggregate.go, merge_strategies.go (behaviour)
 */
export function aggregate<Type extends string>(type: Type, sources: readonly Source[], options: AggregateOptions): Verdict<Type> {
  const { of, negative = false, weigh, reasons = defaultReasons } = options;
  if (sources.length === 0) throw new Error(`condition ${type} aggregates no objects`);
  const findings = sources.map(({ kind, name, isControlPlane = false, conditions }): Finding => {
    const condition = find(conditions, of);
    if (condition === undefined) return { kind, name, isControlPlane, weight: 'unknown', text: `Condition ${of} not yet reported` };
    const weight = weigh?.(condition) ?? weightOf(condition, negative);
    const { message = '', reason } = condition;
    return { kind, name, isControlPlane, weight, text: message === '' && weight !== 'info' ? reason : message };
  });
  const weight = heaviest(findings.map((finding) => finding.weight));
  const message = describeFindings(findings.filter((finding) => (finding.weight === 'info') === (weight === 'info')));
  return { type, status: statusOf(weight, negative), reason: reasons[weight], ...(message === '' ? {} : { message }) };
}
