import fc, { type Arbitrary } from 'fast-check';

import type { UnstructuredObject } from '../meta/object.ts';

type Place = readonly [parent: Record<string, unknown>, key: string];

/** What a field may hold that no schema allows, though any client may send it. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'Unheard-of', 0, -1, 1.5, true, false, [], {}, [null], [[]], ['x'], [{}], { x: null }),
  fc.jsonValue({ maxDepth: 1 }),
);

/**
 * Objects in which a few fields, below metadata or outside of it, hold something else than they should, and in which there are fields
 * that nobody knows.
 */
export const damaged = (objects: Arbitrary<UnstructuredObject>): Arbitrary<UnstructuredObject> =>
  fc.tuple(objects, fc.array(fc.tuple(fc.nat(10_000), anything, fc.boolean()), { minLength: 1, maxLength: 3 })).map(([object, damages]) => {
    const copy = JSON.parse(JSON.stringify(object)) as UnstructuredObject;
    for (const [where, value, beside] of damages) {
      const places = [...placesIn(copy as unknown as Record<string, unknown>)].filter(([, key]) => !untouched.has(key));
      const [parent, key] = places[where % places.length] ?? [];
      if (parent !== undefined && key !== undefined)
        parent[beside && !Array.isArray(parent) ? 'fieldFromTheFuture' : key] = structuredClone(value);
    }
    return copy;
  });

/** What an API server sets itself. */
const untouched = new Set(['apiVersion', 'kind', 'metadata', 'name', 'namespace']);

function* placesIn(value: Record<string, unknown>): Generator<Place> {
  for (const [key, child] of Object.entries(value)) {
    yield [value, key];
    if (typeof child === 'object' && child !== null) yield* placesIn(child as Record<string, unknown>);
  }
}
