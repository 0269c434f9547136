import type { UnstructuredObject } from '../../meta/object.ts';
import type { Conversion } from '../../schema/define-kind.ts';
import { readConversionData } from '../conversion-data.ts';
import { at, type Draft, type Json } from '../json.ts';
import { sameJson } from './kept-aside.ts';

/**
 * A conversion that gives back what the hub had, to the letter, where nobody has changed it in the old version: the order of flags, or
 * time limits that differ where the old version has one field for both. Spec and status are looked at apart.
 */
export const keepingUnchanged = (conversion: Conversion): Conversion => ({
  fromHub: (object, context) => conversion.fromHub(object, context),
  toHub(object, context) {
    const hub = conversion.toHub(object, context);
    const remembered = readConversionData(object as unknown as Json);
    if (remembered === undefined) return hub;
    const { apiVersion, kind, metadata } = hub;
    const shown = conversion.fromHub({ ...remembered, apiVersion, kind, metadata } as unknown as UnstructuredObject, context);
    const out: Draft = { ...hub };
    for (const part of ['spec', 'status']) {
      const before = remembered[part];
      if (before !== undefined && sameJson(at(object, part), at(shown, part))) out[part] = before;
    }
    return out as unknown as UnstructuredObject;
  },
});
