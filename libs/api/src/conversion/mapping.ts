import type { ConversionContext } from '../schema/define-kind.ts';
import { at, atSteps, isZero, listIn, objectIn, put, putAtSteps, stepsOf, type Draft, type Json } from './json.ts';

// Conversions are written as tables: one line says where a field is in the old version, where in the hub, and what becomes of
// its value, in both directions at once. A direction cannot be forgotten that way.

/** What is known besides the struct at hand on the way from an old version to the hub. */
export interface Upward {
  /** The hub's struct at this place when it was last converted down; undefined when nothing was remembered. */
  readonly remembered: Json | undefined;
  /** The whole object, in the old version. */
  readonly object: Json;
  readonly context: ConversionContext;
}

/** What is known besides the struct at hand on the way from the hub to an old version. */
export interface Downward {
  /** The whole object, as the hub has it. */
  readonly object: Json;
  readonly context: ConversionContext;
}

/** How a struct of an old version and the hub's struct for the same thing become each other. Neither direction changes its input. */
export interface Mapping {
  /** Adds to the hub's struct what follows from the old one. */
  up(old: Json, hub: Draft, known: Upward): void;
  /** Adds to the old struct what follows from the hub's. */
  down(hub: Json, old: Draft, known: Downward): void;
}

/** How one value becomes another. `undefined` is absence, coming and going. */
export interface Codec {
  /** @param remembered what the hub had at this place before */
  up(value: unknown, remembered: unknown, known: Upward): unknown;
  down(value: unknown, known: Downward): unknown;
}

/** All of these, in this order; later lines see what earlier ones put. */
export const mapping = (...lines: readonly Mapping[]): Mapping => ({
  up(old, hub, known) {
    for (const line of lines) line.up(old, hub, known);
  },
  down(hub, old, known) {
    for (const line of lines) line.down(hub, old, known);
  },
});

/** A field that is `oldPath` in the old version and `hubPath` in the hub (dotted). */
export function moved(oldPath: string, hubPath: string, codec: Codec): Mapping {
  const [oldSteps, hubSteps] = [stepsOf(oldPath), stepsOf(hubPath)];
  return {
    up: (old, hub, known) => putAtSteps(hub, hubSteps, codec.up(atSteps(old, oldSteps), atSteps(known.remembered, hubSteps), known)),
    down: (hub, old, known) => putAtSteps(old, oldSteps, codec.down(atSteps(hub, hubSteps), known)),
  };
}

/** Fields of the same name in both. */
export const same = (codec: Codec, ...names: readonly string[]): Mapping => mapping(...names.map((name) => moved(name, name, codec)));

/** What becomes of a struct that holds nothing. */
interface Emptiness {
  /** The old version shows the struct even when it is empty or absent in the hub. */
  readonly oldAlways?: boolean;
  /** The hub gets what the inner lines make of an empty struct where the old version has none. */
  readonly hubAlways?: boolean;
  /** The hub keeps the struct even when it is empty, because being there means something. */
  readonly hubKeepsEmpty?: boolean;
  /** The old version keeps the struct when the hub has it, empty or not. */
  readonly oldKeepsEmpty?: boolean;
}

/** A value that is a struct, with a mapping of its own. An empty struct is absent unless said otherwise. */
export const struct = (inner: Mapping, { oldAlways, hubAlways, hubKeepsEmpty, oldKeepsEmpty }: Emptiness = {}): Codec => ({
  up(value, remembered, known) {
    const old = objectIn(value) ?? (hubAlways === true ? {} : undefined);
    if (old === undefined) return undefined;
    const hub: Draft = {};
    inner.up(old, hub, { ...known, remembered: objectIn(remembered) });
    return isZero(hub) && hubKeepsEmpty !== true ? undefined : hub;
  },
  down(value, known) {
    const hub = objectIn(value);
    if ((hub === undefined || (isZero(hub) && oldKeepsEmpty !== true)) && oldAlways !== true) return undefined;
    const old: Draft = {};
    inner.down(hub ?? {}, old, known);
    return old;
  },
});

/** A struct of the same fields in both that moved from one name to another, or stayed. */
export const within = (oldPath: string, hubPath: string, inner: Mapping, emptiness?: Emptiness): Mapping =>
  moved(oldPath, hubPath, struct(inner, emptiness));

/** Fields that stand in the old struct itself, and in the hub together in a struct of their own; that one is absent when empty. */
export const nested = (hubPath: string, inner: Mapping): Mapping => ({
  up(old, hub, known) {
    const draft: Draft = {};
    inner.up(old, draft, { ...known, remembered: objectIn(at(known.remembered, hubPath)) });
    if (!isZero(draft)) put(hub, hubPath, draft);
  },
  down: (hub, old, known) => inner.down(objectIn(at(hub, hubPath)) ?? {}, old, known),
});

/**
 * A list of structs. Order is kept; what is not an object is left out.
 * @param key tells which remembered item belongs to an item: the value of that field, or the position when absent. Of items with the
 *   same value the first belongs to the first, the second to the second, so that duplicates keep what is their own.
 */
export const listOf = (inner: Mapping, { key }: { readonly key?: string } = {}): Codec => ({
  up(value, remembered, known) {
    const before = [...(listIn(remembered) ?? [])];
    return listIn(value)
      ?.map(objectOrEmpty)
      .map((old, index) => {
        const match = key === undefined ? before[index] : takeFirst(before, (item) => at(item, key) === (old[key] ?? undefined));
        const hub: Draft = {};
        inner.up(old, hub, { ...known, remembered: objectIn(match) });
        return hub;
      });
  },
  down: (value, known) =>
    listIn(value)
      ?.map(objectOrEmpty)
      .map((hub) => {
        const old: Draft = {};
        inner.down(hub, old, known);
        return old;
      }),
});

/** The first item that fits, taken out of the list. */
function takeFirst(items: unknown[], fits: (item: unknown) => boolean): unknown {
  const index = items.findIndex(fits);
  return index === -1 ? undefined : items.splice(index, 1)[0];
}

const objectOrEmpty = (value: unknown): Json => objectIn(value) ?? {};

/** A field of the hub that the old version cannot show: it comes back from what was remembered. */
export const remembered = (hubPath: string): Mapping => ({
  up: (_old, hub, known) => put(hub, hubPath, at(known.remembered, hubPath)),
  down: () => undefined,
});

/** A rule that only the way up has. */
export const onlyUp = (up: Mapping['up']): Mapping => ({ up, down: () => undefined });

/** A rule that only the way down has. */
export const onlyDown = (down: Mapping['down']): Mapping => ({ up: () => undefined, down });
