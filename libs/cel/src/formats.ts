import { parseDuration, parseInstant } from '@capi/seams';

import { ipFamily, isCidr } from './ip-address.ts';

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const uuid = matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i);

/** Formats of texts that the API server checks; others are documentation. */
const textFormats: Readonly<Record<string, (text: string) => boolean>> = {
  byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
  cidr: isCidr,
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text}T00:00:00Z`) !== undefined,
  'date-time': (text) => parseInstant(text) !== undefined,
  datetime: (text) => parseInstant(text) !== undefined,
  duration: (text) => parseDuration(text) !== undefined,
  email: matches(/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)*$/),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  hostname: (text) =>
    text.length <= 255 &&
    /^[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?(\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)*\.?$/.test(text),
  ipv4: (text) => ipFamily(text) === 4,
  ipv6: (text) => ipFamily(text) === 6,
  mac: matches(/^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/),
  uri: (text) => URL.canParse(text) || text.startsWith('/'),
  uuid,
  uuid3: uuid,
  uuid4: uuid,
  uuid5: uuid,
};

/** Whether `text` is written as `format` wants; true for formats nobody checks. */
export const holdsFormat = (text: string, format: string): boolean => textFormats[format]?.(text) ?? true;

/** Smallest and largest number of an integer format; undefined when the format sets no bounds that a JSON number can exceed. */
export const integerBounds = (format: string): readonly [number, number] | undefined =>
  format === 'int32' ? [-2_147_483_648, 2_147_483_647] : undefined;
