import { byteText, joined } from './bytes.ts';

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gsu;

/**
 * What a quoted Go text stands for.
 * @param body the text between its quotes
 * @param quote the quote around it: the other kind of quote cannot be escaped
 * @returns undefined when an escape means nothing
 */
export function unquote(body: string, quote: '"' | "'"): string | undefined {
  if (body.replaceAll('\\\\', '').endsWith('\\')) return undefined;
  let valid = true;
  const text = body.replace(escape, (_whole, byte?: string, short?: string, long?: string, octal?: string, letter?: string) => {
    const code = byte ?? short ?? long;
    if (code !== undefined || octal !== undefined) {
      const point = octal === undefined ? Number.parseInt(code ?? '', 16) : Number.parseInt(octal, 8);
      const isByte = byte !== undefined || octal !== undefined;
      const isPair = !isByte && point >= 0xd800 && point < 0xe000;
      if (point <= (isByte ? 0xff : 0x10ffff) && !isPair) return isByte && quote === '"' ? byteText(point) : String.fromCodePoint(point);
    }
    const meaning = letter === undefined || letter === (quote === '"' ? "'" : '"') ? undefined : letters[letter];
    if (meaning === undefined) valid = false;
    return meaning ?? '';
  });
  return valid ? joined(text) : undefined;
}
