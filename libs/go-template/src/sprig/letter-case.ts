import { characters } from '../bytes.ts';

const isUpper = (letter: string): boolean => /^\p{Lu}$/u.test(letter);
const isLower = (letter: string): boolean => /^\p{Ll}$/u.test(letter);
const isDigit = (letter: string): boolean => /^\p{Nd}$/u.test(letter);
const isJoint = (letter: string): boolean => letter === '_' || letter === '-' || /^\s$/u.test(letter);

/** Each word with a capital letter; what follows it stays. */
export const titleCase = (text: string): string =>
  text.replaceAll(/(^|[^\p{L}\p{N}_'’])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());

/** Each word without its capital letter. */
export const uncapitalized = (text: string): string => text.replaceAll(/(^|\s)(\S)/gu, (_whole, before: string, letter: string) => before + letter.toLowerCase());

/** Capital letters for small ones and the other way round; the first of a word becomes a title letter, which is a capital. */
export const swapCase = (text: string): string =>
  characters(text)
    .map((letter) => (isUpper(letter) ? letter.toLowerCase() : isLower(letter) ? letter.toUpperCase() : letter))
    .join('');

/** First letters of all words. */
export const initials = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => characters(word)[0] ?? '')
    .join('');

/** `FirstName` becomes `first_name`. */
export const snakeCase = (text: string): string => joined(text, '_');
/** `FirstName` becomes `first-name`. */
export const kebabCase = (text: string): string => joined(text, '-');

function joined(text: string, joint: string): string {
  const letters = characters(text);
  let made = '';
  letters.forEach((letter, index) => {
    const [before = '', after = ''] = [letters[index - 1], letters[index + 1]];
    if (isJoint(letter)) made += joint;
    else made += (startsWord(before, letter, after) && made !== '' && !made.endsWith(joint) ? joint : '') + letter.toLowerCase();
  });
  return made;
}

/** A capital after a small letter or a digit, the last capital of several, and a digit after a letter in front of no digit. */
function startsWord(before: string, letter: string, after: string): boolean {
  if (before === '') return false;
  if (isUpper(letter)) return !isUpper(before) || isLower(after);
  return isDigit(letter) ? isLower(before) && false : isDigit(before) && false;
}

/** `http_server` becomes `HttpServer`. */
export function camelCase(text: string): string {
  const lead = /^[_\-\s]*/u.exec(text)?.[0] ?? '';
  const words = text.slice(lead.length).split(/[_\-\s]+/u);
  return lead + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
