import { instant, printInstant } from '@capi/seams';

import { message, type MessageField } from './messages.ts';
import { fieldsOf, MalformedMessage, type WireField } from './wire.ts';

/** A message as the JSON of the same object. */
export type Decoded = Record<string, unknown>;

/**
 * Turns the bytes of a message into JSON.
 * @param fullName `core.Pod`
 * @throws MalformedMessage when the bytes are not such a message
 */
export function decodeMessage(fullName: string, bytes: Uint8Array): Decoded {
  const fields = message(fullName);
  if (fields === undefined) throw new MalformedMessage(`there is no message ${fullName}`);
  const result: Decoded = {};
  for (const wire of fieldsOf(bytes)) {
    const field = fields.get(wire.number);
    if (field !== undefined) add(result, field, wire);
  }
  return result;
}

function add(result: Decoded, field: MessageField, wire: WireField): void {
  const { name, many, type, keepsZero } = field;
  if (name === undefined) {
    Object.assign(result, decodeMessage(type, bytesOf(wire)));
  } else if (many === 'list') {
    ((result[name] ??= []) as unknown[]).push(decodeValue(type, wire));
  } else if (many === 'map') {
    const [key, value] = decodePair(type, bytesOf(wire));
    ((result[name] ??= {}) as Decoded)[key] = value;
  } else {
    const value = decodeValue(type, wire);
    // Zeros of fields that are optional in JSON are sent all the same.
    const isZero = value === '' || value === 0 || value === false || value === undefined;
    if (!isZero || (keepsZero && value !== undefined)) result[name] = value;
  }
}

function decodePair(type: string, bytes: Uint8Array): [string, unknown] {
  let key = '';
  let value: unknown = decodeEmpty(type);
  for (const wire of fieldsOf(bytes)) {
    if (wire.number === 1) key = textOf(wire);
    else if (wire.number === 2) value = decodeValue(type, wire);
  }
  return [key, value];
}

const decodeEmpty = (type: string): unknown =>
  type === 's' || type === 'B' ? '' : decodeValue(type, { number: 0, value: new Uint8Array() });

/** Scalars, and the messages that JSON writes in a form of their own. */
function decodeValue(type: string, wire: WireField): unknown {
  switch (type) {
    case 's':
      return textOf(wire);
    case 'b':
      return wire.value === 1n;
    case 'i':
      return typeof wire.value === 'bigint' ? Number(BigInt.asIntN(64, wire.value)) : 0;
    case 'd':
      return new DataView(bytesOf(wire).slice().buffer).getFloat64(0, true);
    case 'B':
      return Buffer.from(bytesOf(wire)).toString('base64');
    case 'time':
      return decodeTime(bytesOf(wire), false);
    case 'microTime':
      return decodeTime(bytesOf(wire), true);
    case 'quantity':
      return textIn(bytesOf(wire), 1);
    case 'intOrString':
      return decodeIntOrString(bytesOf(wire));
    case 'raw':
      return decodeRaw(bytesOf(wire));
    case 'list':
      return [...fieldsOf(bytesOf(wire))].map(textOf);
    case 'schemaOrArray':
    case 'schemaOrBool':
    case 'schemaOrStrings':
      return decodeSchemaOr(type, bytesOf(wire));
    default:
      return decodeMessage(type, bytesOf(wire));
  }
}

function bytesOf({ value }: WireField): Uint8Array {
  if (typeof value === 'bigint') throw new MalformedMessage('a number stands where bytes belong');
  return value;
}

const textOf = (wire: WireField): string => new TextDecoder().decode(bytesOf(wire));
const textIn = (bytes: Uint8Array, number: number): string => {
  const field = [...fieldsOf(bytes)].find((wire) => wire.number === number);
  return field === undefined ? '' : textOf(field);
};
const numberIn = (bytes: Uint8Array, number: number): number => {
  const value = [...fieldsOf(bytes)].find((wire) => wire.number === number)?.value;
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
};

/** Seconds and nanoseconds; a time that is not set is an empty message. */
function decodeTime(bytes: Uint8Array, micro: boolean): string | undefined {
  if (bytes.length === 0) return undefined;
  const seconds = printInstant(instant(numberIn(bytes, 1) * 1000));
  if (!micro) return seconds;
  const fraction = String(Math.trunc(numberIn(bytes, 2) / 1000)).padStart(6, '0');
  return seconds.replace('Z', `.${fraction}Z`);
}

const decodeIntOrString = (bytes: Uint8Array): number | string => (numberIn(bytes, 1) === 1 ? textIn(bytes, 3) : numberIn(bytes, 2));

function decodeRaw(bytes: Uint8Array): unknown {
  const text = textIn(bytes, 1);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

const schema = 'apiextensions.JSONSchemaProps';

/** Places of a JSON schema that hold a schema or something else. */
function decodeSchemaOr(type: string, bytes: Uint8Array): unknown {
  const fields = [...fieldsOf(bytes)];
  const first = fields.find((wire) => wire.number === 1);
  const second = fields.filter((wire) => wire.number === 2);
  switch (type) {
    case 'schemaOrBool':
      return second[0] === undefined ? first?.value === 1n : decodeMessage(schema, bytesOf(second[0]));
    case 'schemaOrArray':
      return second.length > 0 || first === undefined
        ? second.map((wire) => decodeMessage(schema, bytesOf(wire)))
        : decodeMessage(schema, bytesOf(first));
    default:
      return first === undefined ? second.map(textOf) : decodeMessage(schema, bytesOf(first));
  }
}
