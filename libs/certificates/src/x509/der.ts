import { printInstant, type Instant } from '@capi/seams';
import type { asn1 as types } from 'node-forge';

import { asn1 } from './node-forge-parts.ts';

/** A node of an ASN.1 structure. */
export type Der = types.Asn1;

const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
const primitive = (type: types.Type, value: string): Der => asn1.create(UNIVERSAL, type, false, value);
const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const sequence = (...items: readonly Der[]): Der => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [...items]);
export const setOf = (...items: readonly Der[]): Der => asn1.create(UNIVERSAL, asn1.Type.SET, true, [...items]);
export const oid = (dotted: string): Der => primitive(asn1.Type.OID, asn1.oidToDer(dotted).getBytes());
export const boolean = (value: boolean): Der => primitive(asn1.Type.BOOLEAN, value ? '\xff' : '\x00');
export const nothing = (): Der => primitive(asn1.Type.NULL, '');
export const text = (value: string): Der => primitive(asn1.Type.UTF8, Buffer.from(value, 'utf8').toString('latin1'));
export const octets = (bytes: Uint8Array): Der => primitive(asn1.Type.OCTETSTRING, binary(bytes));
/** A bit string of whole bytes, or with `unused` bits at its end. */
export const bits = (bytes: Uint8Array, unused = 0): Der => primitive(asn1.Type.BITSTRING, String.fromCharCode(unused) + binary(bytes));
/** A number that is not negative, from its big-endian bytes. */
export function unsigned(bytes: Uint8Array): Der {
  const firstDigit = bytes.findIndex((byte) => byte !== 0);
  const digits = firstDigit < 0 ? '\x00' : binary(bytes.subarray(firstDigit));
  return primitive(asn1.Type.INTEGER, digits.charCodeAt(0) > 0x7f ? `\x00${digits}` : digits);
}
/** `[tag]` around other nodes, or, with bytes, in place of a primitive type. */
export const tagged = (tag: number, content: readonly Der[] | Uint8Array): Der =>
  content instanceof Uint8Array
    ? asn1.create(CONTEXT_SPECIFIC, tag, false, binary(content))
    : asn1.create(CONTEXT_SPECIFIC, tag, true, [...content]);

/** X.509 writes years before 2050 with two digits and later ones with four. */
export function time(moment: Instant): Der {
  const digits = printInstant(moment).replace(/[-:T]/g, '');
  return digits < '2050' ? primitive(asn1.Type.UTCTIME, digits.slice(2)) : primitive(asn1.Type.GENERALIZEDTIME, digits);
}

export const encode = (node: Der): Uint8Array => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');

/** Throws when the bytes are not one complete DER value. */
export function decode(bytes: Uint8Array): Der {
  // Bit strings are left as they are: what merely looks like DER inside a signature must not be taken for it.
  const options = { strict: true, parseAllBytes: true, decodeBitStrings: false } as unknown as boolean;
  return asn1.fromDer(binary(bytes), options);
}

/** The nodes within a constructed one; none in a primitive one. */
export const children = (node: Der | undefined): readonly Der[] => (Array.isArray(node?.value) ? node.value : []);
/** The bytes of a primitive node; empty for a constructed one or none. */
export const content = (node: Der | undefined): Uint8Array =>
  typeof node?.value === 'string' ? Buffer.from(node.value, 'latin1') : new Uint8Array();
export const dottedOid = (node: Der | undefined): string => asn1.derToOid(binary(content(node)));
export const isTagged = (node: Der, tag: number): boolean => node.tagClass === asn1.Class.CONTEXT_SPECIFIC && (node.type as number) === tag;
export const hasFourDigitYear = (node: Der): boolean => node.type === asn1.Type.GENERALIZEDTIME;
