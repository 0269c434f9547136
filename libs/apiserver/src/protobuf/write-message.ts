/** The bytes of one field, or nothing where the value is the one that is assumed anyway. */
export type Bytes = Uint8Array;

const nothing = new Uint8Array();
const lengthDelimited = 2;
const fixed64 = 1;

function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const tag = (number: number, wireType: number): Bytes => varint(number * 8 + wireType);

/** A message, or a field of one, from its parts in order. */
export const concat = (parts: readonly Bytes[]): Bytes => Buffer.concat(parts);

/** A field that holds a message; written even when the message is empty, since that it is there says something. */
export const messageField = (number: number, message: Bytes): Bytes =>
  concat([tag(number, lengthDelimited), varint(message.length), message]);

/** A field that holds a text. */
export const textField = (number: number, text: string): Bytes => (text === '' ? nothing : messageField(number, Buffer.from(text)));

/** An item of a field that holds many texts: empty ones count, too. */
export const textItem = (number: number, text: string): Bytes => messageField(number, Buffer.from(text));

/** A field that holds a truth value. */
export const booleanField = (number: number, value: boolean): Bytes => (value ? concat([tag(number, 0), varint(1)]) : nothing);

/** A field that holds a whole number. */
export const integerField = (number: number, value: number): Bytes => (value === 0 ? nothing : concat([tag(number, 0), varint(value)]));

/** A field that holds a floating point number. */
export function doubleField(number: number, value: number): Bytes {
  if (value === 0) return nothing;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return concat([tag(number, fixed64), bytes]);
}
