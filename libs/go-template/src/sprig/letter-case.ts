import { bytesOf, characters } from '../bytes.ts';

/** Go maps letter by letter: `ß` has no capital of one letter and stays. */
const mapped = (text: string, change: (letter: string) => string): string =>
  characters(text)
    .map((letter) => {
      const changed = change(letter);
      return characters(changed).length === 1 ? changed : letter;
    })
    .join('');

const capital = (letter: string): string => letter.toUpperCase();
const small = (letter: string): string => letter.toLowerCase();

export const upperCase = (text: string): string => mapped(text, capital);
export const lowerCase = (text: string): string => mapped(text, small);

/** Each word with a capital letter; what follows it stays. An apostrophe ends a word: `It'S`. */
export const titleCase = (text: string): string =>
  text.replaceAll(/(^|\s|(?![\w])[\0-\x7f])(\p{L})/gu, (_whole, before: string, letter: string) => before + upperCase(letter));

/** Each word without its capital letter. */
export const uncapitalized = (text: string): string =>
  text.replaceAll(/(^|\s)(\S)/gu, (_whole, before: string, letter: string) => before + lowerCase(letter));

/** Capital letters for small ones and the other way round. */
export const swapCase = (text: string): string => mapped(text, (letter) => (letter === small(letter) ? capital(letter) : small(letter)));

/** First letters of all words. Of a letter beyond ASCII it is the first byte, taken for a letter, as in sprig. */
export const initials = (text: string): string =>
  text
    .split(/\s+/)
    .map((word) => String.fromCodePoint(...bytesOf(word).slice(0, 1)))
    .join('');

/** `http_server` becomes `HttpServer`. Joints at both ends stay, and so do all but one of several. */
export function camelCase(text: string): string {
  const [, lead = '', middle = '', trail = ''] = /^([_\-\s]*)(.*?)([_\-\s]*)$/su.exec(text) ?? [];
  // Of a text that is nothing but joints the last one appears twice.
  if (middle === '') return lead + lead.slice(-1);
  return (
    lead +
    middle.replaceAll(/([_\-\s]*)([^_\-\s]+)/gu, (_whole, joints: string, word: string) => joints.slice(0, -1) + camelWord(word)) +
    trail
  );
}

/** Starts with a capital letter; more of them at the start become small. */
const camelWord = (word: string): string =>
  word.replace(
    /^(.)(\p{Lu}*)/su,
    (_whole, first: string, more: string) =>
      upperCase(first) + (first === upperCase(first) && /\p{Lu}/u.test(first) ? lowerCase(more) : more),
  );

/** `FirstName` becomes `first_name`. */
export const snakeCase = (text: string): string => joined(text, '_');
/** `FirstName` becomes `first-name`. */
export const kebabCase = (text: string): string => joined(text, '-');

type LetterKind = 'upper' | 'lower' | 'digit' | 'mark' | 'joint' | 'other' | 'none';

function kindOf(letter: string | undefined): LetterKind {
  if (letter === undefined) return 'none';
  if (/^[_\-\s]$/u.test(letter)) return 'joint';
  if (/^\p{Lu}$/u.test(letter)) return 'upper';
  if (/^\p{Ll}$/u.test(letter)) return 'lower';
  if (/^\p{Nd}$/u.test(letter)) return 'digit';
  return /^\p{P}$/u.test(letter) ? 'mark' : 'other';
}

function joined(text: string, joint: string): string {
  const letters = characters(text);
  const kinds = letters.map(kindOf);
  let startedWithDigit = false;
  let made = '';
  letters.forEach((letter, index) => {
    const [before = 'none', kind = 'none'] = [kinds[index - 1], kinds[index]];
    const splits = startsWord(kinds, index, startedWithDigit);
    if (splits || before === 'none' || before === 'joint' || before === 'mark') startedWithDigit = kind === 'digit';
    made += kind === 'joint' ? joint : (splits ? joint : '') + lowerCase(letter);
  });
  return made;
}

/** Whether a joint goes in front of a letter. Digits belong to the word before them, unless small letters follow: `ab12`, `ab_12c`. */
function startsWord(kinds: readonly LetterKind[], index: number, startedWithDigit: boolean): boolean {
  const [before = 'none', kind = 'none', after = 'none'] = [kinds[index - 1], kinds[index], kinds[index + 1]];
  if (before === 'none' || before === 'joint' || before === 'mark') return false;
  switch (kind) {
    case 'upper':
      return before !== 'upper' || after === 'lower';
    case 'lower':
      return before === 'other';
    case 'digit':
      return (
        before !== 'digit' && !(before === 'lower' && startedWithDigit) && kinds.slice(index).find((each) => each !== 'digit') === 'lower'
      );
    case 'other':
      return before !== 'other';
    case 'mark':
    case 'joint':
    case 'none':
      return false;
  }
}
