import { daysOfMonth } from './civil-time.ts';
import { ipFamily, isCidr } from './ip-address.ts';
import { parseLooseDuration } from './loose-duration.ts';
import { holdsChecksum, isIsbn10, isIsbn13 } from './number-checksums.ts';
import { requestScheme } from './request-scheme.ts';

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const shortName = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const isLongName = matches(new RegExp(`^${shortName}(\\.${shortName})*$`));
const isShortName = matches(new RegExp(`^${shortName}$`));
const byte = '(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])';
const atom = '[^\\x00-\\x20()<>\\[\\]:;@\\\\,."\\x7f]+';
const address = `(${atom}(\\.${atom})*|"[^"]*")@(${atom}(\\.${atom})*|\\[[^\\]]*\\])`;

/** Formats of texts that the API server checks, without dashes in their names; others are documentation. */
const textFormats: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: matches(/^[0-9a-fA-F]{24}$/),
  byte: matches(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  cidr: (text) => isCidr(withoutLeadingZeros(text)),
  creditcard: (text) => holdsChecksum(text.replaceAll(/\D+/g, '')),
  date: isDate,
  datetime: isDateTime,
  duration: (text) => parseLooseDuration(text) !== undefined,
  email: matches(new RegExp(`^(${address}|[^<>@]*<${address}>)$`, 'u')),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  hostname: isHostname,
  ipv4: (text) => text.includes('.') && ipFamily(withoutLeadingZeros(text)) !== 0,
  ipv6: (text) => text.includes(':') && ipFamily(text) !== 0,
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  k8slongname: (text) => text.length <= 253 && isLongName(text),
  k8sshortname: (text) => text.length <= 63 && isShortName(text),
  mac: isHardwareAddress,
  password: () => true,
  rgbcolor: matches(new RegExp(`^rgb\\(\\s*${byte}\\s*,\\s*${byte}\\s*,\\s*${byte}\\s*\\)$`)),
  ssn: (text) => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  uri: (text) => requestScheme(text) !== undefined,
  uuid: isUuid('[0-9a-f]', '[0-9a-f]'),
  uuid3: isUuid('3', '[0-9a-f]'),
  uuid4: isUuid('4', '[89ab]'),
  uuid5: isUuid('5', '[89ab]'),
};

const checkOf = (format: string): ((text: string) => boolean) | undefined => textFormats[format.replaceAll('-', '')];

/** Whether the API server checks texts of a format; other formats are documentation. */
export const isCheckedFormat = (format: string): boolean => checkOf(format) !== undefined;

/** Whether `text` is written as `format` wants; true for formats nobody checks. */
export const holdsFormat = (text: string, format: string): boolean => checkOf(format)?.(text) ?? true;

/** Smallest and largest number of an integer format; undefined when the format sets no bounds that a JSON number can exceed. */
export const integerBounds = (format: string): readonly [number, number] | undefined =>
  format === 'int32' ? [-2_147_483_648, 2_147_483_647] : undefined;

function isUuid(version: string, variant: string): (text: string) => boolean {
  return matches(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i'));
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysOfMonth(Number(year), Number(month));
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const [, hours = '', minutes = '', seconds = ''] = /^(\d{2}):(\d{2}):(\d{2})(.\d+)?(z|[+-]\d{2}:\d{2})$/.exec(time) ?? [];
  return isDate(date) && hours !== '' && hours <= '23' && minutes <= '59' && seconds <= '59';
}

/** Where Kubernetes always took `010.0.0.1` for an address it still does. */
const withoutLeadingZeros = (text: string): string => text.replaceAll(/(?<![0-9a-fA-F:]0*)0+(?=\d+([./]|$))/g, '');

const part = '[a-zA-Z0-9\\p{S}\\p{L}]';
const hostname = new RegExp(`^(${part}(-?${part}{0,62})?|(${part}([-a-zA-Z0-9\\p{S}\\p{L}]{0,61}${part})?\\.)+[a-zA-Z\\p{L}]{2,63})$`, 'u');

function isHostname(text: string): boolean {
  const size = (each: string): number => new TextEncoder().encode(each).length;
  return hostname.test(text) && size(text) <= 255 && text.split('.').every((label) => size(label) <= 63);
}

/** 6, 8 or 20 bytes, parted by colons, by dashes, or two and two by dots. */
function isHardwareAddress(text: string): boolean {
  const count = ['([0-9a-fA-F]{2}:)', '([0-9a-fA-F]{2}-)', '([0-9a-fA-F]{4}\\.)'].findIndex((group) => new RegExp(`^${group}+`).test(text));
  const groups = text.split(/[:.-]/);
  const isWhole = groups.every((group) => group.length === (count === 2 ? 4 : 2) && /^[0-9a-fA-F]+$/.test(group));
  const parts = new Set(text.replaceAll(/[0-9a-fA-F]/g, ''));
  return count >= 0 && isWhole && parts.size === 1 && [6, 8, 20].includes(groups.length * (count === 2 ? 2 : 1));
}
