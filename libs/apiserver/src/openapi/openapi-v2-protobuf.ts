import {
  booleanField,
  concat,
  doubleField,
  integerField,
  messageField,
  textField,
  textItem,
  type Bytes,
} from '../protobuf/write-message.ts';
import { isObject, type JsonObject } from '../schema/json.ts';

/** How kubectl asks for the Swagger document; what it knows of lists (`kind: List`) and of kinds that are not served it reads there only. */
export const openApiV2ProtobufType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * The answer to `/openapi/v2` as a protocol buffer.
 * @param document what `openApiV2` makes
 * @see https://github.com/google/gnostic, openapiv2/OpenAPIv2.proto (the numbers of the fields)
 */
export const encodeOpenApiV2 = (document: unknown): Bytes => message(messages.document, document);

type Encode = (number: number, value: unknown) => Bytes;
type MessageName = 'document' | 'info' | 'pathItem' | 'operation' | 'body' | 'path' | 'query' | 'response' | 'schema';
/** Fields by the key that they have in JSON. */
interface Message {
  readonly fields: Readonly<Record<string, readonly [number, Encode]>>;
  /** Where keys go that start with `x-`. */
  readonly extensions?: number;
}

const text: Encode = (number, value) => textField(number, String(value as string));
const texts: Encode = (number, value) => concat((value as readonly string[]).map((each) => textItem(number, each)));
const flag: Encode = (number, value) => booleanField(number, value === true);
const integer: Encode = (number, value) => integerField(number, Number(value));
const double: Encode = (number, value) => doubleField(number, Number(value));
/** Any value: JSON is YAML. */
const any = (value: unknown): Bytes => textField(2, JSON.stringify(value));
const anything: Encode = (number, value) => messageField(number, any(value));
const anythings: Encode = (number, value) => concat((value as readonly unknown[]).map((each) => anything(number, each)));
const one =
  (of: MessageName): Encode =>
  (number, value) =>
    messageField(number, message(messages[of], value));
const many =
  (of: MessageName): Encode =>
  (number, value) =>
    concat((value as readonly unknown[]).map((each) => messageField(number, message(messages[of], each))));
/** A map as a list of names and values. */
const named =
  (encode: Encode, itemNumber = 1): Encode =>
  (number, value) =>
    messageField(number, pairs(itemNumber, value, encode));

const pairs = (number: number, map: unknown, encode: Encode): Bytes =>
  concat(Object.entries(map as JsonObject).map(([name, value]) => messageField(number, concat([textField(1, name), encode(2, value)]))));

function message({ fields, extensions }: Message, value: unknown): Bytes {
  const parts: Bytes[] = [];
  for (const [key, field] of Object.entries(value as JsonObject)) {
    if (field === undefined) continue;
    const known = fields[key];
    if (known !== undefined) parts.push(known[1](known[0], field));
    else if (extensions !== undefined && key.startsWith('x-')) parts.push(pairs(extensions, { [key]: field }, anything));
  }
  return concat(parts);
}

const schema = one('schema');

/** A type, or several of them. */
const types: Encode = (number, value) => messageField(number, texts(1, Array.isArray(value) ? value : [value]));
const items: Encode = (number, value) => messageField(number, schema(1, value));
const additional: Encode = (number, value) => messageField(number, isObject(value) ? schema(1, value) : booleanField(2, value === true));

/** A parameter is the body, or one of the path or query, each with numbers of its own. */
const parameters: Encode = (number, value) =>
  concat((value as readonly JsonObject[]).map((each) => messageField(number, messageField(1, parameter(each)))));

function parameter(value: JsonObject): Bytes {
  if (value['in'] === 'body') return messageField(1, message(messages.body, value));
  return messageField(
    2,
    value['in'] === 'path' ? messageField(4, message(messages.path, value)) : messageField(3, message(messages.query, value)),
  );
}

/** Answers by their status code; each may be a reference, and none is. */
const responses = named((number, value) => messageField(number, messageField(1, message(messages.response, value))));
const answerSchema: Encode = (number, value) => messageField(number, schema(1, value));

const aboutParameter = { required: [1, flag], in: [2, text], description: [3, text], name: [4, text] } as const;

const messages: Readonly<Record<MessageName, Message>> = {
  document: {
    fields: {
      swagger: [1, text],
      info: [2, one('info')],
      paths: [8, named(one('pathItem'), 2)],
      definitions: [9, named(schema)],
    },
    extensions: 16,
  },
  info: { fields: { title: [1, text], version: [2, text] } },
  pathItem: {
    fields: {
      ...Object.fromEntries(
        ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((verb, index) => [verb, [index + 2, one('operation')]]),
      ),
      parameters: [9, parameters],
    },
    extensions: 10,
  },
  operation: {
    fields: {
      description: [3, text],
      operationId: [5, text],
      produces: [6, texts],
      consumes: [7, texts],
      parameters: [8, parameters],
      responses: [9, responses],
    },
    extensions: 13,
  },
  body: { fields: { description: [1, text], name: [2, text], in: [3, text], required: [4, flag], schema: [5, schema] } },
  path: { fields: { ...aboutParameter, type: [5, text], format: [6, text], uniqueItems: [19, flag] } },
  query: { fields: { ...aboutParameter, type: [6, text], format: [7, text], uniqueItems: [20, flag] } },
  response: { fields: { description: [1, text], schema: [2, answerSchema] } },
  schema: {
    fields: {
      $ref: [1, text],
      format: [2, text],
      title: [3, text],
      description: [4, text],
      default: [5, anything],
      multipleOf: [6, double],
      maximum: [7, double],
      exclusiveMaximum: [8, flag],
      minimum: [9, double],
      exclusiveMinimum: [10, flag],
      maxLength: [11, integer],
      minLength: [12, integer],
      pattern: [13, text],
      maxItems: [14, integer],
      minItems: [15, integer],
      uniqueItems: [16, flag],
      maxProperties: [17, integer],
      minProperties: [18, integer],
      required: [19, texts],
      enum: [20, anythings],
      additionalProperties: [21, additional],
      type: [22, types],
      items: [23, items],
      allOf: [24, many('schema')],
      properties: [25, named(schema)],
      example: [30, anything],
    },
    extensions: 31,
  },
};
