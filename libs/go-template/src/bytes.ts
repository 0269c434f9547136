const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The characters of a text, by code point. */
export const characters = (text: string): string[] => Array.from(text);

// Go's texts are bytes, and some are no UTF-8: half a character, what b64dec makes. Such a byte travels as half of a surrogate
// pair, which no proper text contains, and is a byte again wherever bytes are looked at.
const escape = 0xdc00;
const escaped = /[\uDC80-\uDCFF]/u;

/** A text in UTF-8, as Go holds it. */
export function bytesOf(text: string): Uint8Array {
  if (!escaped.test(text)) return encoder.encode(text);
  return Uint8Array.from(
    characters(text).flatMap((letter) => (escaped.test(letter) ? [letter.charCodeAt(0) - escape] : [...encoder.encode(letter)])),
  );
}

/** The text that bytes of UTF-8 make. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return escapedTextOf(bytes);
  }
}

function escapedTextOf(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length;) {
    const letter = [1, 2, 3, 4].map((size) => letterOf(bytes.subarray(index, index + size))).find((each) => each !== undefined);
    text += letter ?? byteText(bytes[index] ?? 0);
    index += letter === undefined ? 1 : encoder.encode(letter).length;
  }
  return text;
}

function letterOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** One byte of a text, which may need others to make a character. */
export const byteText = (byte: number): string => (byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(escape + byte));

/** Makes characters of bytes that stand side by side. */
export const joined = (text: string): string => (escaped.test(text) ? textOf(bytesOf(text)) : text);

/** The text as it leaves the template: what is no UTF-8 becomes replacement characters. */
export const printable = (text: string): string => joined(text).toWellFormed();

/** The byte that stands alone in a text where a character should be; undefined for a proper character. */
export const loneByte = (letter: string): number | undefined => (escaped.test(letter) ? letter.charCodeAt(0) - escape : undefined);

/** How long a text is to Go: in bytes of UTF-8. */
export const byteLength = (text: string): number => bytesOf(text).length;

/** Cuts a text as Go does, between bytes. */
export const byteSlice = (text: string, from: number, to: number): string => textOf(bytesOf(text).subarray(from, to));
