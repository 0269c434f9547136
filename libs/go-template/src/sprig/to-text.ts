import { printPlain } from '../print-value.ts';
import { isList, type Value } from '../value.ts';

/** A text of anything, as `%v` prints it. */
export const toText = (value: Value): string => printPlain(value);

/** Texts of the items of a list but for those that are nothing; of anything else one text, of nothing none. */
export function toTexts(value: Value): readonly string[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value.filter((item) => item !== undefined && item !== null).map(toText) : [toText(value)];
}
