import { stringify } from 'yaml';

/** Plain JSON that a kubeadm document is made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** What a field may be before empty ones are left out. */
export type Field = Json | undefined;
export type Fields = { readonly [key: string]: Json };

/** Leaves out what a Go encoder with omitempty leaves out: absent, `''`, `0`, no items, no keys. An explicit `false` stays. */
export function filled(fields: Readonly<Record<string, Field>>): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined || isEmpty(value) ? [] : [[key, value] as const])),
  );
}

/** A boolean without pointer: false is as good as absent. */
export const ifTrue = (value: boolean | undefined): true | undefined => (value === true ? true : undefined);

function isEmpty(value: Json): boolean {
  if (value === '' || value === 0 || value === null) return true;
  return typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);
}

/**
 * Prints one document as Go's encoder would: keys sorted, two blanks, lists not indented, a newline at the end. Quotes what a
 * YAML 1.1 reader, as kubeadm's is, would take for something else than text.
 */
export const printDocument = (document: Fields): string =>
  stringify(document, { version: '1.1', sortMapEntries: true, indentSeq: false, lineWidth: 0, aliasDuplicateObjects: false });
