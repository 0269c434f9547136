import { parseTime } from './civil-time.ts';
import { CelDuration, CelTimestamp, Unreadable, type CelValue } from './evaluate/values.ts';
import { parseLooseDuration } from './loose-duration.ts';

/** What has to be known of a place in a schema in order to hand its value to a rule. */
export interface ValueShape {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly type: string | undefined;
  readonly properties: ReadonlyMap<string, ValueShape>;
  readonly items: ValueShape;
  /** The schema of one field, declared or not; undefined for a field that is not known. */
  child(name: string): ValueShape | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
const escapes: readonly (readonly [string, string])[] = [
  ['__', '__underscores__'],
  ['.', '__dot__'],
  ['-', '__dash__'],
  ['/', '__slash__'],
];

/** The name under which a rule reaches the field `name`: `namespace` is `__namespace__`, `a-b` is `a__dash__b`. */
export function celName(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return escapes.reduce((text, [from, to]) => text.replaceAll(from, to), name);
}

/**
 * The value as a CEL rule sees it: integers are CEL ints, times and durations have their types, field names are escaped. What is not of the
 * type that the schema declares can be passed on, but not looked at.
 */
export function celValue(value: unknown, node: ValueShape): CelValue {
  const type = typeOf(value);
  if (value !== null && node.type !== undefined && !fits(type, node.type)) {
    return new Unreadable(`invalid data, expected ${node.type}, got ${type}`);
  }
  if (typeof value === 'number') return Number.isInteger(value) && node.type !== 'number' ? BigInt(value) : value;
  if (typeof value === 'string') return celText(value, node);
  if (Array.isArray(value)) return value.map((item) => celValue(item, node.items));
  return isObject(value) ? celObject(value, node) : value;
}

function celObject(value: Readonly<Record<string, unknown>>, node: ValueShape): CelValue {
  const fields: Record<string, unknown> = {};
  for (const key in value) {
    const declared = node.properties.get(key);
    const child = declared ?? node.child(key);
    if (child === undefined) continue;
    fields[declared === undefined ? key : celName(key)] = celValue(value[key], child);
    // A field that is called as a word of CEL may be written as it is, too.
    if (declared !== undefined && reserved.has(key)) fields[key] = celValue(value[key], child);
  }
  return fields;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const fits = (type: string, wanted: string): boolean => type === wanted || (type === 'integer' && wanted === 'number');

function celText(value: string, node: ValueShape): CelValue {
  const format = node.type === undefined || node.type === 'string' ? node.schema['format'] : undefined;
  switch (format) {
    case 'date':
    case 'date-time':
    case 'datetime': {
      const time = parseTime(value);
      return time === undefined ? new Unreadable(`invalid data, ${value} is no time`) : new CelTimestamp(time.nanos, time.offset);
    }
    case 'duration': {
      const nanos = parseLooseDuration(value);
      return nanos === undefined ? new Unreadable(`invalid data, ${value} is no duration`) : new CelDuration(nanos);
    }
    case 'byte':
      // Kubernetes reads bytes in the alphabet of URLs, though texts of the format are written in the other one.
      return /[+/]/.test(value) ? new Unreadable('invalid data, cannot be decoded') : Uint8Array.from(Buffer.from(value, 'base64'));
    default:
      return value;
  }
}
