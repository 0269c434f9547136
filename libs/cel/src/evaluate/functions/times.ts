import { civilTime, daysSince1970, offsetOf, type CivilTime } from '../../civil-time.ts';
import { text, type CelFunctions } from '../arguments.ts';
import { CelDuration, CelTimestamp, fail, type CelValue } from '../values.ts';

/** The civil time of a moment in a zone: a name, or an offset such as `+01:00`. */
function civil(moment: CelValue, zone: CelValue = 'UTC'): CivilTime {
  if (!(moment instanceof CelTimestamp)) return fail('no such overload: wanted timestamp');
  const offset = offsetOf(text(zone)) ?? offsetOfPlace(moment, text(zone));
  return civilTime(moment.nanos + BigInt(offset) * 1_000_000_000n);
}

function offsetOfPlace(moment: CelTimestamp, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === '') return 0;
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
      Number(moment.nanos / 1_000_000n),
    );
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
    return offsetOf(name === '' ? 'Z' : name) ?? 0;
  } catch {
    return fail(`unknown time zone ${timeZone}`);
  }
}

const field = (pick: (time: CivilTime) => number) => (moment: CelValue, zone?: CelValue) => BigInt(pick(civil(moment, zone)));

/** The same word asks for the hour of a moment and for all hours of a duration. */
const both = (pick: (time: CivilTime) => number, nanos: bigint) => (value: CelValue, zone?: CelValue) =>
  value instanceof CelDuration ? value.nanos / nanos : field(pick)(value, zone);

export const timeMethods: CelFunctions = {
  getFullYear: field(({ year }) => year),
  getMonth: field(({ month }) => month - 1),
  getDate: field(({ day }) => day),
  getDayOfMonth: field(({ day }) => day - 1),
  getDayOfWeek: field(({ year, month, day }) => (((daysSince1970(year, month, day) + 4) % 7) + 7) % 7),
  getDayOfYear: field(({ year, month, day }) => daysSince1970(year, month, day) - daysSince1970(year, 1, 1)),
  getHours: both(({ hours }) => hours, 3_600_000_000_000n),
  getMinutes: both(({ minutes }) => minutes, 60_000_000_000n),
  getSeconds: both(({ seconds }) => seconds, 1_000_000_000n),
  getMilliseconds: both(({ nanos }) => Math.floor(nanos / 1_000_000), 1_000_000n),
};
