import { between, parseInstant, type Duration, type Instant } from '@capi/seams';

/**
 * A duration as `kubectl get` shows it: two units at most, fewer the longer it is (`75s`, `5m12s`, `3h20m`, `5d`, `2y30d`).
 * Clocks that differ by a second count as no time at all.
 */
export function printAge(duration: Duration): string {
  const total = Math.trunc(duration / 1000);
  if (total < -1) return '<invalid>';
  if (total < 0) return '0s';
  const minutes = Math.trunc(total / 60);
  const hours = Math.trunc(minutes / 60);
  const days = Math.trunc(hours / 24);
  if (total < 120) return `${total}s`;
  if (minutes < 10) return twoUnits(minutes, 'm', total % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return twoUnits(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return twoUnits(days, 'd', hours % 24, 'h');
  if (days < 2 * 365) return `${days}d`;
  const years = Math.trunc(days / 365);
  return years < 8 ? twoUnits(years, 'y', days % 365, 'd') : `${years}y`;
}

const twoUnits = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;

/** How long ago a timestamp was; `<unknown>` when there is none, `<invalid>` when it is no timestamp. */
export function ageOf(timestamp: unknown, now: Instant): string {
  if (timestamp === undefined || timestamp === null) return '<unknown>';
  const moment = typeof timestamp === 'string' ? parseInstant(timestamp) : undefined;
  return moment === undefined ? '<invalid>' : printAge(between(moment, now));
}
