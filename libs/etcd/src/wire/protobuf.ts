// The little of protobuf's encoding that etcd's membership messages need: varints and length-delimited fields.

/** One field as it stands on the wire: a varint, or the bytes of a string or nested message. */
export type WireField =
  | { readonly number: number; readonly kind: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Buffer };

const text = (value: string): Buffer => Buffer.from(value, 'utf8');

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  // A negative int64 travels as its two's complement in 64 bits.
  let rest = BigInt.asUintN(64, value);
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const tag = (number: number, wireType: 0 | 2): Buffer => varint(BigInt((number << 3) | wireType));

/** A number, bool (0 or 1) or enum. Zero is protobuf's default and is left out. */
export const numberField = (number: number, value: bigint | number | boolean): readonly Buffer[] =>
  BigInt(value) === 0n ? [] : [tag(number, 0), varint(BigInt(value))];

/** A nested message or raw bytes; written even when empty, since presence means something for messages. */
export const bytesField = (number: number, value: Buffer): readonly Buffer[] => [tag(number, 2), varint(BigInt(value.length)), value];

/** A string; empty is protobuf's default and is left out. */
export const textField = (number: number, value: string): readonly Buffer[] => (value === '' ? [] : bytesField(number, text(value)));

/** A repeated string, empty items included. */
export const textsField = (number: number, values: readonly string[]): readonly Buffer[] =>
  values.flatMap((value) => bytesField(number, text(value)));

/** Joins the parts that the field functions made. */
export const message = (...parts: readonly (readonly Buffer[])[]): Buffer => Buffer.concat(parts.flat());

/**
 * Reads every field of a message, in the order in which they stand. Fields that nobody asks for are kept: skipping them is the caller's.
 * @throws RangeError when the bytes end within a field, or a group (long gone from protobuf) stands there
 */
export function readFields(bytes: Buffer): readonly WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const nextVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError(`protobuf: a number does not end at byte ${at}`);
  };
  const nextBytes = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError(`protobuf: ${length} bytes wanted at byte ${at}, ${bytes.length - at} are left`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(nextVarint());
    const number = key >>> 3;
    const wireType = key & 7;
    if (wireType === 0) fields.push({ number, kind: 'varint', value: nextVarint() });
    else if (wireType === 1) fields.push({ number, kind: 'varint', value: nextBytes(8).readBigUInt64LE() });
    else if (wireType === 2) fields.push({ number, kind: 'bytes', value: nextBytes(Number(nextVarint())) });
    else if (wireType === 5) fields.push({ number, kind: 'varint', value: BigInt(nextBytes(4).readUInt32LE()) });
    else throw new RangeError(`protobuf: wire type ${wireType} at byte ${at}`);
  }
  return fields;
}

/** The number in a field; the last one counts when it is repeated, 0 when it is absent. */
export function numberIn(fields: readonly WireField[], number: number): bigint {
  const found = fields.findLast((field) => field.number === number);
  return found?.kind === 'varint' ? found.value : 0n;
}

/** All byte values of a repeated field. */
export const bytesIn = (fields: readonly WireField[], number: number): readonly Buffer[] =>
  fields.flatMap((field) => (field.number === number && field.kind === 'bytes' ? [field.value] : []));

/** All strings of a repeated field. */
export const textsIn = (fields: readonly WireField[], number: number): readonly string[] =>
  bytesIn(fields, number).map((value) => value.toString('utf8'));

/** The string in a field; empty when absent. */
export const textIn = (fields: readonly WireField[], number: number): string => textsIn(fields, number).at(-1) ?? '';
