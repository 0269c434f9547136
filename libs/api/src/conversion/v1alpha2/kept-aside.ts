import type { UnstructuredObject } from '../../meta/object.ts';
import type { Conversion, ConversionContext } from '../../schema/define-kind.ts';
import { withAnnotation, withoutAnnotation } from '../conversion-data.ts';
import { at, objectIn, put, type Draft, type Json } from '../json.ts';

/**
 * The annotation of a hub object with what only v1alpha2 can say: fields that have no place in the hub, and values that the hub's
 * schema does not take. It is there only when there is something to keep.
 */
export const keptAsideAnnotation = 'conversion.cluster.x-k8s.io/v1alpha2-data';

/** One field of v1alpha2. */
interface Kept {
  /** What it held; absent when it held nothing where the hub implies something. */
  readonly value?: unknown;
  /** What the hub implied in its place; once that changes, the newer value counts. Absent when nothing. */
  readonly instead?: unknown;
}

/**
 * A conversion that also keeps fields of v1alpha2 which the mapping alone would lose. What there is to keep follows from the mapping:
 * a field is remembered when the hub object, shown in v1alpha2 again, would not give it back.
 * @param conversion the conversion by its mapping
 * @param paths dotted paths in the v1alpha2 object, each kept or given back as a whole; inner ones before outer ones
 */
export function keepingAside(conversion: Conversion, paths: readonly string[]): Conversion {
  return {
    toHub(object, context) {
      const hub = conversion.toHub(object, context);
      const shown = structuredClone(conversion.fromHub(hub, withoutOtherKinds));
      const kept = paths.flatMap((path) => {
        const [value, instead] = [at(object, path), at(shown, path)];
        if (sameJson(value, instead)) return [];
        // What is kept by itself need not be kept again with the struct around it.
        putOrRemove(shown, path, value);
        return [[path, { value, instead }] as const];
      });
      return kept.length === 0 ? hub : annotated(hub, JSON.stringify(Object.fromEntries(kept)));
    },
    fromHub(object, context) {
      const metadata = objectIn(object.metadata) ?? {};
      const kept = readKept(objectIn(metadata['annotations'])?.[keptAsideAnnotation]);
      if (kept === undefined) return conversion.fromHub(object, context);
      const bare = { ...object, metadata: withoutAnnotation(metadata, keptAsideAnnotation) } as unknown as UnstructuredObject;
      const shown = structuredClone(conversion.fromHub(bare, context));
      for (const path of paths) {
        const entry = objectIn(kept[path]) as Kept | undefined;
        if (entry !== undefined && sameJson(at(shown, path), entry.instead)) putOrRemove(shown, path, entry.value);
      }
      return shown;
    },
  };
}

/** References are never kept aside, so their versions do not matter while looking for what is. */
const withoutOtherKinds: ConversionContext = { apiVersionOf: ({ apiGroup }) => `${apiGroup}/v1alpha2`, serves: () => true };

/** Fields of v1alpha2, by their dotted paths, that a hub object keeps aside because they have no place in it. Empty for most objects. */
export function keptAside(object: {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}): ReadonlyMap<string, unknown> {
  const kept = readKept(object.metadata.annotations?.[keptAsideAnnotation]) ?? {};
  return new Map(
    Object.entries(kept).flatMap(([path, entry]) => (objectIn(entry)?.['value'] === undefined ? [] : [[path, objectIn(entry)?.['value']]])),
  );
}

/** What was kept; undefined when nothing was, or what is there is not ours to read. */
function readKept(text: unknown): Json | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return objectIn(JSON.parse(text));
  } catch {
    // Somebody wrote into the annotation. It holds nothing that matters today, so reading goes on without it.
    return undefined;
  }
}

const annotated = (object: UnstructuredObject, text: string): UnstructuredObject =>
  ({ ...object, metadata: withAnnotation(objectIn(object.metadata) ?? {}, keptAsideAnnotation, text) }) as unknown as UnstructuredObject;

function putOrRemove(into: Draft, path: string, value: unknown): void {
  if (value !== undefined) return put(into, path, value);
  const dot = path.lastIndexOf('.');
  const place = objectIn(dot < 0 ? into : at(into, path.slice(0, dot))) as Draft | undefined;
  if (place !== undefined) delete place[path.slice(dot + 1)];
}

/** Whether two JSON values say the same; the order of fields does not matter, `null` is as good as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  const [left, right] = [a ?? undefined, b ?? undefined];
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  const [one, other] = [objectIn(left), objectIn(right)];
  if (one === undefined || other === undefined) return left === right;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => sameJson(one[name], other[name]));
}
