import { joined } from '../bytes.ts';
import { fn, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { fromJson, GoInteger, isGoObject, isList, isMap, nilList, sortedKeys, type Value } from '../value.ts';

/** JSON of a value; `indent` before each level, or everything on one line. */
function print(value: Value, indent: string, margin = '\n'): string {
  if (value === undefined || value === null || value === nilList) return 'null';
  if (value instanceof GoInteger) return String(value.value);
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (isGoObject(value)) return JSON.stringify(value.json ?? value.text);
  const inner = margin + indent;
  if (isList(value))
    return enclosed(
      '[]',
      value.map((item) => print(item, indent, inner)),
      { indent, inner, margin },
    );
  if (!isMap(value)) return text(value);
  const colon = indent === '' ? ':' : ': ';
  const entries = sortedKeys(value).map((key) => text(key) + colon + print(value.get(key), indent, inner));
  return enclosed('{}', entries, { indent, inner, margin });
}

interface Layout {
  readonly indent: string;
  readonly inner: string;
  readonly margin: string;
}

function enclosed(brackets: '[]' | '{}', items: readonly string[], { indent, inner, margin }: Layout): string {
  const [open = '', close = ''] = brackets;
  if (items.length === 0) return brackets;
  return indent === '' ? open + items.join(',') + close : open + inner + items.join(`,${inner}`) + margin + close;
}

/** As Go does: with an exponent from 1e21 on and below 1e-6; JavaScript agrees but for the minus of zero. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RefusedByFunction(`JSON has no ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

const code = (letter: string): string => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
/** Line separators are escaped, which JavaScript once took for the end of a line; bytes that are no UTF-8 are told as such. */
const text = (value: string): string =>
  `"${joined(value)
    .split(/[\uD800-\uDFFF]/u)
    .map((part) =>
      JSON.stringify(part)
        .slice(1, -1)
        .replaceAll(/[\u2028\u2029]/g, code),
    )
    .join('\\ufffd')}"`;
const escapedHtml = (json: string): string => json.replaceAll(/[<>&]/g, code);

const toJson = fn(['any'], (value) => escapedHtml(print(value, '')));
const toPrettyJson = fn(['any'], (value) => escapedHtml(print(value, '  ')));
const toRawJson = fn(['any'], (value) => print(value, ''));

function parse(text: string): Value {
  try {
    return fromJson(JSON.parse(text));
  } catch {
    throw new RefusedByFunction('the text is no JSON');
  }
}

/** JSON. Numbers that are read are float64; what is no JSON is nothing, unless the name begins with `must`. */
export const json: Functions = {
  toJson,
  mustToJson: toJson,
  toPrettyJson,
  mustToPrettyJson: toPrettyJson,
  toRawJson,
  mustToRawJson: toRawJson,
  mustFromJson: fn(['string'], parse),
  fromJson: fn(['string'], (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof RefusedByFunction) return undefined;
      throw error;
    }
  }),
};
