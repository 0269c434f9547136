import { terminal } from '@capi/seams';

/** A count, or a share of one: `2`, `"25%"`. */
export type IntOrPercent = number | string;

/**
 * How many an int-or-percent stands for.
 * @param total what 100 % is
 * @param rounding `up` so that a surge never vanishes, `down` so that an allowance is never exceeded
 * @throws a terminal OperationError for text that is neither, such as `"4"`
 * @see upstream v1.14.0 internal/controllers/machinedeployment/mdutil (behaviour); admission rejects such text there
 */
export function resolveIntOrPercent(value: IntOrPercent, total: number, rounding: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined) {
    throw terminal({
      action: 'resolve a count',
      why: `${JSON.stringify(value)} is neither an integer nor a percentage`,
      hint: 'write it as 1 or "25%"',
    });
  }
  const share = (Number(percent) * total) / 100;
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share);
}
