import type { UnstructuredObject } from '../meta/object.ts';
import type { Conversion, ConversionContext } from '../schema/define-kind.ts';
import { readerOf, writerOf, type Shape } from './canonical.ts';
import {
  conversionDataAnnotation,
  draftOf,
  printConversionData,
  readConversionData,
  withAnnotation,
  withoutAnnotation,
} from './conversion-data.ts';
import { objectIn, withoutEmptyLists, type Json } from './json.ts';
import type { Mapping } from './mapping.ts';

export interface ConversionOptions {
  /** Objects of the old version carry the hub object in an annotation, from which lines marked so are restored. */
  readonly remembers: boolean;
  /** Names of fields whose empty list differs from an absent one. */
  readonly keepsEmptyLists?: readonly string[];
  /** The hub's schemas. With them an object of the hub is first read as upstream reads it, and what is arbitrary JSON is left alone. */
  readonly hub?: Shape;
  /** The schemas of the old version, so that what is arbitrary JSON is left alone in it. */
  readonly old?: Shape;
}

/**
 * The conversion that a mapping over whole objects (`metadata`, `spec`, `status`) describes. Metadata is carried over before the
 * mapping runs; lines may replace it.
 */
export function conversionOf(
  lines: Mapping,
  { remembers, keepsEmptyLists = [], hub: hubShape, old: oldShape }: ConversionOptions,
): Conversion {
  const kept = new Set(keepsEmptyLists);
  const writer = (shape: Shape | undefined) =>
    shape === undefined ? (object: Json): Json => withoutEmptyLists(object, kept) as Json : writerOf(shape, kept);
  const writeOld = writer(oldShape);
  const writeHub = writer(hubShape);
  const readHub = hubShape === undefined ? (object: Json): Json => object : readerOf(hubShape);
  const up = (old: Json, context: ConversionContext): Json => {
    const hub = draftOf(old);
    const metadata = objectIn(hub['metadata']);
    if (remembers && metadata !== undefined) hub['metadata'] = withoutAnnotation(metadata, conversionDataAnnotation);
    lines.up(old, hub, { remembered: remembers ? readConversionData(old) : undefined, object: old, context });
    return hub;
  };
  return {
    toHub: (object, context) => writeHub(up(object, context)) as unknown as UnstructuredObject,
    onward: (object, context) => up(object, context) as unknown as UnstructuredObject,
    fromHub(object, context) {
      const hub = readHub(object);
      const old = draftOf(hub);
      lines.down(hub, old, { object: hub, context });
      const written = writeOld(old) as unknown as UnstructuredObject;
      if (!remembers) return written;
      const data = printConversionData(writeHub(hub));
      return {
        ...written,
        metadata: withAnnotation(objectIn(written.metadata) ?? {}, conversionDataAnnotation, data),
      } as unknown as UnstructuredObject;
    },
  };
}
