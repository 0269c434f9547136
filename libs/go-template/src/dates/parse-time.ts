import { daysIn, daysInYear } from './calendar.ts';
import { timeAt, utc, type GoTime, type Zone } from './go-time.ts';
import { months, readLayout, weekdays, type LayoutPiece } from './layout.ts';

interface Read {
  year: number;
  month: number;
  day: number;
  yearDay?: number;
  hour: number;
  afternoon?: boolean;
  minute: number;
  second: number;
  nanosecond: number;
  zone: Zone;
}

/**
 * Reads a time that is written as the layout writes Go's reference time. What it does not say is the first of its kind, in UTC.
 * @returns undefined when it is written in another way or there is no such time
 */
export function parseTime(layout: string, text: string): GoTime | undefined {
  const read: Read = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, zone: utc };
  const pieces = readLayout(layout);
  let rest: string | undefined = text;
  for (const [index, piece] of pieces.entries()) {
    rest = piece.kind === 'text' ? skipText(piece.text, rest) : readPart(piece.part, rest, read);
    if (rest === undefined) return undefined;
    // A fraction may follow seconds without being asked for.
    if (isSeconds(piece) && !isFraction(pieces[index + 1])) rest = readFraction(rest, read);
  }
  return rest === '' ? timeOf(read) : undefined;
}

const isSeconds = (piece: LayoutPiece): boolean => piece.kind === 'part' && (piece.part === '05' || piece.part === '5');
const isFraction = (piece: LayoutPiece | undefined): boolean => piece?.kind === 'part' && /^[.,]/.test(piece.part);

/** Any number of blanks, none too, stands for a blank of the layout. */
function skipText(wanted: string, text: string): string | undefined {
  let rest = text;
  for (const letter of wanted) {
    if (letter === ' ' && (rest === '' || !rest.startsWith(' '))) {
      if (rest !== '') return undefined;
      continue;
    }
    if (letter === ' ') rest = rest.replace(/^ +/, '');
    else if (rest.startsWith(letter)) rest = rest.slice(letter.length);
    else return undefined;
  }
  return rest;
}

interface Rule {
  readonly shape: RegExp;
  /** False when there is no such time. */
  readonly take: (read: Read, found: string) => boolean | void;
}

const within = (value: number, from: number, to: number): boolean => value >= from && value <= to;
const short = (names: readonly string[]): readonly string[] => names.map((name) => name.slice(0, 3));
const anyOf = (names: readonly string[]): RegExp => new RegExp(`^(?:${names.join('|')})`, 'i');
const indexIn = (names: readonly string[], found: string): number => names.findIndex((name) => name.toLowerCase() === found.toLowerCase());

const twoDigits = /^\d\d/;
const upToTwoDigits = /^\d\d?/;
const takeMonth: Rule['take'] = (read, found) => within((read.month = Number(found)), 1, 12);
const takeDay: Rule['take'] = (read, found) => void (read.day = Number(found));
const takeYearDay: Rule['take'] = (read, found) => void (read.yearDay = Number(found));
const takeHour: Rule['take'] = (read, found) => within((read.hour = Number(found)), 0, 23);
const takeHalfHour: Rule['take'] = (read, found) => within((read.hour = Number(found)), 0, 12);
const takeMinute: Rule['take'] = (read, found) => within((read.minute = Number(found)), 0, 59);
const takeSecond: Rule['take'] = (read, found) => within((read.second = Number(found)), 0, 59);
const takeNothing: Rule['take'] = () => undefined;
const takeHalf: Rule['take'] = (read, found) => void (read.afternoon = found.toLowerCase() === 'pm');

/** An offset that was read before stays; a name alone does not say what it is. */
const takeZone: Rule['take'] = (read, found) => void (read.zone = found === 'UTC' ? utc : { offset: read.zone.offset, name: found });

const rules: Readonly<Record<string, Rule>> = {
  '2006': { shape: /^\d{4}/, take: (read, found) => void (read.year = Number(found)) },
  '06': { shape: twoDigits, take: (read, found) => void (read.year = Number(found) + (Number(found) >= 69 ? 1900 : 2000)) },
  January: { shape: anyOf(months), take: (read, found) => void (read.month = indexIn(months, found) + 1) },
  Jan: { shape: anyOf(short(months)), take: (read, found) => void (read.month = indexIn(short(months), found) + 1) },
  '01': { shape: twoDigits, take: takeMonth },
  '1': { shape: upToTwoDigits, take: takeMonth },
  Monday: { shape: anyOf(weekdays), take: takeNothing },
  Mon: { shape: anyOf(short(weekdays)), take: takeNothing },
  '02': { shape: twoDigits, take: takeDay },
  _2: { shape: /^ ?\d\d?/, take: takeDay },
  '2': { shape: upToTwoDigits, take: takeDay },
  '002': { shape: /^\d{3}/, take: takeYearDay },
  __2: { shape: /^ {0,2}\d{1,3}/, take: takeYearDay },
  '15': { shape: upToTwoDigits, take: takeHour },
  '03': { shape: twoDigits, take: takeHalfHour },
  '3': { shape: upToTwoDigits, take: takeHalfHour },
  '04': { shape: twoDigits, take: takeMinute },
  '4': { shape: upToTwoDigits, take: takeMinute },
  '05': { shape: twoDigits, take: takeSecond },
  '5': { shape: upToTwoDigits, take: takeSecond },
  PM: { shape: /^[AP]M/, take: takeHalf },
  pm: { shape: /^[ap]m/, take: takeHalf },
  MST: { shape: /^(?:UTC|[A-Z]{3,4}(?![A-Z]))/, take: takeZone },
};

function readPart(part: string, text: string, read: Read): string | undefined {
  if (/^[.,]/.test(part)) return part.includes('9') ? readFraction(text, read) : readExactFraction(part, text, read);
  const rule = rules[part] ?? offsetRule(part);
  const found = rule.shape.exec(text)?.[0];
  if (found === undefined || rule.take(read, found) === false) return undefined;
  return text.slice(found.length);
}

function readFraction(text: string, read: Read): string {
  const found = /^[.,](\d+)/.exec(text);
  if (found === null) return text;
  read.nanosecond = Number((found[1] ?? '').slice(0, 9).padEnd(9, '0'));
  return text.slice(found[0].length);
}

function readExactFraction(part: string, text: string, read: Read): string | undefined {
  const found = new RegExp(`^[.,]\\d{${part.length - 1}}`).exec(text)?.[0];
  return found === undefined ? undefined : readFraction(found, read) + text.slice(found.length);
}

function offsetRule(part: string): Rule {
  const colon = part.includes(':') ? ':' : '';
  const count = part.replaceAll(/\D/g, '').length / 2;
  const numbers = Array.from({ length: count }, () => '\\d\\d').join(colon);
  return {
    shape: new RegExp(`^(?:${part.startsWith('Z') ? 'Z|' : ''}[+-]${numbers})`),
    take(read, found) {
      const [hours = 0, minutes = 0, seconds = 0] = [...found.matchAll(/\d\d/g)].map(Number);
      const offset = (hours * 3600 + minutes * 60 + seconds) * (found.startsWith('-') ? -1 : 1);
      read.zone = offset === 0 ? utc : { offset, name: read.zone === utc ? '' : read.zone.name };
      return hours <= 24 && minutes < 60 && seconds < 60;
    },
  };
}

function timeOf(read: Read): GoTime | undefined {
  const { year, month, day, yearDay, minute, nanosecond, zone } = read;
  const isDay = yearDay === undefined ? day >= 1 && day <= daysIn(year, month) : yearDay >= 1 && yearDay <= daysInYear(year);
  if (!isDay) return undefined;
  const hour = read.afternoon === undefined ? read.hour : (read.hour % 12) + (read.afternoon ? 12 : 0);
  const time = timeAt(yearDay === undefined ? read : { year, month: 1, day: yearDay }, hour * 3600 + minute * 60 + read.second, zone);
  return { ...time, nanoseconds: time.nanoseconds + BigInt(nanosecond) };
}
