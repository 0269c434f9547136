import { parseDuration, printDuration, rewriteInstant, seconds as inSeconds } from '@capi/seams';

import { objectIn, textIn, type Json } from './json.ts';
import type { Codec } from './mapping.ts';

// What becomes of single values. "Kept" is for fields in which zero and absent differ (pointers in Go); the others lose
// their zero value when they are written out, as in every Kubernetes API.

/** Longest duration that fits 32 bits of seconds. */
const longest = 2_147_483_647;

const both = (way: (value: unknown) => unknown): Codec => ({ up: (value) => way(value), down: (value) => way(value) });

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '' || value === 0 || value === false;

/** As it is, zero values included. */
export const kept: Codec = both((value) => value ?? undefined);

/** As it is; `''`, `0` and `false` are absent (R6: the old version may hold an empty text, the hub may not). Lists and objects are kept. */
export const nonZero: Codec = both((value) => (isNothing(value) ? undefined : value));

/**
 * A map, list or bytes that are copied as they are. Empty they are not written out, yet the struct around them counts as there, which
 * is what an empty list means until the object is written.
 */
export const collection: Codec = both((value) => (value === '' || isEmptyObject(value) ? [] : (value ?? undefined)));

const isEmptyObject = (value: unknown): boolean => {
  const object = objectIn(value);
  return object !== undefined && Object.keys(object).length === 0;
};

/** Any JSON but `null`, which stands for no value and is what the old version shows then. */
export const anyJson: Codec = { up: (value) => value ?? undefined, down: (value) => value ?? null };

/** R7: a time, printed as Kubernetes prints times: whole seconds, in UTC; absent when it is the zero time. */
export const time: Codec = both((value) => {
  if (isNothing(value) || typeof value !== 'string') return undefined;
  const printed = rewriteInstant(value) ?? value;
  return printed === '0001-01-01T00:00:00Z' ? undefined : printed;
});

/** R5: a number, or a boolean, that the hub always holds once the struct around it is converted up. */
export const always = (zero: number | boolean | string): Codec => ({
  up: (value) => value ?? zero,
  down: (value) => value ?? zero,
});

/** A plain value in both that the old version shows even when it is zero. */
export const shownInOld = (zero: unknown): Codec => ({
  up: (value) => (isNothing(value) ? undefined : value),
  down: (value) => value ?? zero,
});

/**
 * R2 and R3: a value whose zero the old version cannot tell from absence. Zero comes back only where it was remembered.
 * @param shown the old version shows the zero value
 */
export const intent = (zero: false | 0, { shown = false }: { readonly shown?: boolean } = {}): Codec => ({
  up: (value, remembered) => (isNothing(value) ? (remembered === zero ? zero : undefined) : value),
  down: (value) => (isNothing(value) ? (shown ? zero : undefined) : value),
});

/** R1: a duration in the old version, whole seconds in the hub. */
export const seconds: Codec = { up: toSeconds, down: fromSeconds };

/** R1 where the old field is no pointer: `0s` stands for absence there. */
export const secondsAlways: Codec = { up: (value) => toSeconds(value ?? '0s'), down: (value) => fromSeconds(value ?? 0) };

/** R4: a duration that is no pointer in the old version; zero comes back only where it was remembered. */
export const secondsIntent: Codec = {
  up(value, remembered) {
    const found = toSeconds(value);
    return found === undefined || found === 0 ? (remembered === 0 ? 0 : undefined) : found;
  },
  down: (value) => fromSeconds(value ?? 0),
};

function toSeconds(value: unknown): number | undefined {
  const duration = typeof value === 'string' ? parseDuration(value) : undefined;
  return duration === undefined ? undefined : Math.max(-longest - 1, Math.min(longest, Math.trunc(duration / 1000)));
}

function fromSeconds(value: unknown): string | undefined {
  return typeof value === 'number' ? printDuration(inSeconds(value)) : undefined;
}

/** R10: flags of a component, a map in the old version and a sorted list of names and values in the hub. */
export const argumentsList: Codec = {
  up(value) {
    const map = objectIn(value);
    return map === undefined
      ? undefined
      : Object.entries(map)
          .toSorted(([a], [b]) => compare(a, b))
          .map(([name, argument]) => ({ name, value: argument }));
  },
  down(value) {
    if (!Array.isArray(value)) return undefined;
    // Of flags that are named twice the last one wins, as on a command line.
    const entries = value.map((item) => objectIn(item) ?? {}).map((item) => [textIn(item['name']), item['value'] ?? ''] as const);
    return Object.fromEntries(entries);
  },
};

/** R9: failure domains, a map by name in the old version and a sorted list in the hub. */
export const failureDomains: Codec = {
  up(value) {
    const map = objectIn(value);
    if (map === undefined) return undefined;
    return Object.entries(map)
      .toSorted(([a], [b]) => compare(a, b))
      .map(([name, domain]) => ({ name, controlPlane: objectIn(domain)?.['controlPlane'] ?? false, ...attributesOf(domain) }));
  },
  down(value) {
    if (!Array.isArray(value)) return undefined;
    return Object.fromEntries(
      value
        .map((item) => objectIn(item) ?? {})
        .map((item) => [textIn(item['name']), { ...(item['controlPlane'] === true ? { controlPlane: true } : {}), ...attributesOf(item) }]),
    );
  },
};

function attributesOf(domain: unknown): { attributes?: Json } {
  const attributes = objectIn(objectIn(domain)?.['attributes']);
  return attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attributes };
}

/** By code units, as Go sorts texts of ASCII. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
