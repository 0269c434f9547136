import { bytesOf, textOf } from '../bytes.ts';
import { RefusedByFunction } from '../template-error.ts';

/** Part of a URL; each lets other marks stand as they are. */
export type UrlPart = 'path' | 'user' | 'host' | 'fragment';

const plainMarks: Readonly<Record<UrlPart, string>> = {
  path: '-_.~$&+,/:;=@',
  user: '-_.~$&+,;=',
  host: `-_.~!$&'()*+,;=:[]<>"`,
  fragment: '-_.~$&+,/:;=@?!()*',
};

const isPlain = (letter: string, part: UrlPart): boolean => /^[A-Za-z0-9]$/.test(letter) || plainMarks[part].includes(letter);

/** Writes what cannot stand in that part as `%20`. */
export const escapeUrl = (text: string, part: UrlPart): string =>
  Array.from(bytesOf(text), (byte) => {
    const letter = String.fromCharCode(byte);
    return byte < 0x80 && isPlain(letter, part) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

/** Reads `%20`; refuses half of one, and in host names whatever cannot stand there. */
export function unescapeUrl(text: string, part: UrlPart): string {
  const wrong = /%(?![0-9a-fA-F]{2}).{0,2}/su.exec(text)?.[0];
  if (wrong !== undefined) throw new RefusedByFunction(`unable to parse url: invalid URL escape ${JSON.stringify(wrong)}`);
  if (part === 'host') checkHost(text);
  const bytes = Array.from(text.matchAll(/%([0-9a-fA-F]{2})|(.)/gsu), ([, hex, letter = '']) =>
    hex === undefined ? [...bytesOf(letter)] : [Number.parseInt(hex, 16)],
  );
  return textOf(Uint8Array.from(bytes.flat()));
}

/** Only letters beyond ASCII may be escaped in a host name, and a percent sign in front of the zone of an address. */
function checkHost(text: string): void {
  const escaped = /%(?!25)[0-7][0-9a-fA-F]/.exec(text)?.[0];
  if (escaped !== undefined) throw new RefusedByFunction(`unable to parse url: invalid URL escape ${JSON.stringify(escaped)}`);
  const wrong = Array.from(text).find((letter) => letter < '\u0080' && letter !== '%' && !isPlain(letter, 'host'));
  if (wrong !== undefined) throw new RefusedByFunction(`unable to parse url: invalid character ${JSON.stringify(wrong)} in host name`);
}
