/** A piece of a layout: text that stands for itself, or the way one part of a time is written. */
export type LayoutPiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'part'; readonly part: string };

// How Go's reference time is written, Mon Jan 2 15:04:05 MST 2006; longer ways before those that they begin with.
const parts =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|002|0[1-6]|15|__2|_2(?!006)|PM|pm|[-Z]07(?:00(?:00)?|:00(?::00)?)?|[.,](?:0+|9+)(?!\d)|[1-5]/g;

/** Reads a layout of Go's time package: `2006-01-02T15:04:05Z07:00`. */
export function readLayout(layout: string): readonly LayoutPiece[] {
  const pieces: LayoutPiece[] = [];
  let position = 0;
  for (const match of layout.matchAll(parts)) {
    if (match.index > position) pieces.push({ kind: 'text', text: layout.slice(position, match.index) });
    pieces.push({ kind: 'part', part: match[0] });
    position = match.index + match[0].length;
  }
  if (position < layout.length) pieces.push({ kind: 'text', text: layout.slice(position) });
  return pieces;
}

export const months = 'January February March April May June July August September October November December'.split(' ');
export const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
