import { RefusedByFunction } from '../template-error.ts';

/**
 * Cuts a text to a width, with dots where something is missing.
 * @param offset what must still be seen; what lies before may go
 */
export function abbreviated(offset: number, width: number, text: string): string {
  if (width < 4 || (offset > 0 && width < 7)) return text;
  if (text.length <= width) return text;
  const start = Math.min(offset, text.length);
  const from = text.length - start < width - 3 ? text.length - (width - 3) : start;
  if (from <= 4) return `${text.slice(0, width - 3)}...`;
  if (from + width - 3 < text.length) return `...${abbreviated(0, width - 3, text.slice(from))}`;
  return `...${text.slice(text.length - (width - 3))}`;
}

const mostLines = 100_000;

/** Breaks a text at blanks into lines of at most `width`; longer words stay whole unless they are broken too. */
export function wrapped(width: number, separator: string, text: string, breaksWords: boolean): string {
  const most = Math.max(1, width);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most) {
    if (lines.length > mostLines) throw new RefusedByFunction('the text has too many lines');
    if (rest.startsWith(' ')) {
      rest = rest.slice(1);
      continue;
    }
    const blank = rest.lastIndexOf(' ', most);
    const later = rest.indexOf(' ', most);
    const end = blank > 0 ? blank : breaksWords ? most : later;
    if (end === -1) break;
    lines.push(rest.slice(0, end));
    rest = rest.slice(blank > 0 || !breaksWords ? end + 1 : end);
  }
  return [...lines, rest].join(separator === '' ? '\n' : separator);
}
