import { resolveIntOrPercent, type IntOrPercent } from './int-or-percent.ts';

/** How far a rolling update may stray from the wanted number of Machines. */
export interface RolloutLimits {
  /** Machines that may exist beyond the wanted number. */
  readonly surge: number;
  /** Wanted Machines that may be unavailable. */
  readonly unavailable: number;
}

/**
 * The limits of a rolling update in Machines. A surge percentage is rounded up and an unavailable one down; when both come out as
 * zero nothing could ever move, so one Machine may then be unavailable.
 * @param strategy absent values are admission's defaults: surge by one, none unavailable
 */
export function rolloutLimits(
  replicas: number,
  strategy: { readonly maxSurge?: IntOrPercent | undefined; readonly maxUnavailable?: IntOrPercent | undefined },
): RolloutLimits {
  const surge = resolveIntOrPercent(strategy.maxSurge ?? 1, replicas, 'up');
  const allowed = resolveIntOrPercent(strategy.maxUnavailable ?? 0, replicas, 'down');
  const unavailable = surge === 0 && allowed === 0 ? 1 : allowed;
  return { surge, unavailable: Math.min(unavailable, replicas) };
}
