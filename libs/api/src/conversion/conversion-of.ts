import type { UnstructuredObject } from '../meta/object.ts';
import type { Conversion } from '../schema/define-kind.ts';
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
}

/**
 * The conversion that a mapping over whole objects (`metadata`, `spec`, `status`) describes. Metadata is carried over before the
 * mapping runs; lines may replace it.
 */
export function conversionOf(lines: Mapping, { remembers, keepsEmptyLists = [] }: ConversionOptions): Conversion {
  const kept = new Set(keepsEmptyLists);
  const write = (object: Json): UnstructuredObject => withoutEmptyLists(object, kept) as UnstructuredObject;
  return {
    toHub(object, context) {
      const old: Json = object;
      const hub = draftOf(old);
      const metadata = objectIn(hub['metadata']);
      if (remembers && metadata !== undefined) hub['metadata'] = withoutAnnotation(metadata, conversionDataAnnotation);
      lines.up(old, hub, { remembered: remembers ? readConversionData(old) : undefined, object: old, context });
      return write(hub);
    },
    fromHub(object, context) {
      const hub: Json = object;
      const old = draftOf(hub);
      lines.down(hub, old, { object: hub, context });
      const written = write(old);
      if (!remembers) return written;
      const data = printConversionData(write(hub));
      return {
        ...written,
        metadata: withAnnotation(objectIn(written.metadata) ?? {}, conversionDataAnnotation, data),
      } as unknown as UnstructuredObject;
    },
  };
}
