import { RefusedByFunction } from '../template-error.ts';

/** How bytes are written as letters: `bits` of them in each letter, `group` letters at a time. */
interface Encoding {
  readonly name: string;
  readonly alphabet: string;
  /** All the letters of the alphabet at the start. */
  readonly letters: RegExp;
  readonly bits: number;
  readonly group: number;
  /** How many letters a last group may have, so that they make whole bytes. */
  readonly endings: readonly number[];
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const base64: Encoding = {
  name: 'base64',
  alphabet: `${capitals}${capitals.toLowerCase()}0123456789+/`,
  letters: /^[A-Za-z0-9+/]*/,
  bits: 6,
  group: 4,
  endings: [2, 3],
};
export const base32: Encoding = {
  name: 'base32',
  alphabet: `${capitals}234567`,
  letters: /^[A-Z2-7]*/,
  bits: 5,
  group: 8,
  endings: [2, 4, 5, 7],
};

export function encode(bytes: Uint8Array, { alphabet, bits, group }: Encoding): string {
  let written = '';
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (count += 8; count >= bits; count -= bits) written += alphabet[(held >> (count - bits)) & (2 ** bits - 1)] ?? '';
    held &= 2 ** count - 1;
  }
  if (count > 0) written += alphabet[(held << (bits - count)) & (2 ** bits - 1)] ?? '';
  return written.padEnd(Math.ceil(written.length / group) * group, '=');
}

/** Reads bytes back; line breaks do not count. Refuses what is not written in that way, with the place. */
export function decode(text: string, encoding: Encoding): Uint8Array {
  const letters = text.replaceAll(/[\r\n]/g, '');
  const [data = ''] = encoding.letters.exec(letters) ?? [];
  const wrong = firstWrong(data.length, letters.slice(data.length), encoding);
  if (wrong !== undefined) throw new RefusedByFunction(`illegal ${encoding.name} data at input byte ${wrong}`);
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  for (const letter of data) {
    held = (held << encoding.bits) | encoding.alphabet.indexOf(letter);
    count += encoding.bits;
    if (count < 8) continue;
    count -= 8;
    bytes.push((held >> count) & 255);
    held &= 2 ** count - 1;
  }
  return Uint8Array.from(bytes);
}

/** Where it stops to make sense: at a foreign letter, or where the last group is not filled up with `=` as it must be. */
function firstWrong(length: number, filling: string, { group, endings }: Encoding): number | undefined {
  const last = length % group;
  if (filling === '') return last === 0 ? undefined : length - last;
  if (!filling.startsWith('=') || !endings.includes(last)) return length;
  const wanted = group - last;
  // What follows the filling of a last base32 group counts for nothing as long as it is short.
  if (filling.startsWith('='.repeat(wanted)) && (filling.length === wanted || (group === 8 && filling.length <= group))) return undefined;
  const filled = filling.search(/[^=]|$/);
  return length + (filled < wanted && filled < filling.length ? filled - 1 : Math.min(wanted, filled));
}
