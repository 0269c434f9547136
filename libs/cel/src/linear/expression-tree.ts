/** What an expression is made of. */
export type Expression =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  | { readonly kind: 'assertion'; readonly holds: (before: string, after: string) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly parts: readonly Expression[] }
  /** `most` is infinite where nothing bounds it. */
  | { readonly kind: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number };

/** Flags that hold at a place. */
interface Flags {
  readonly ignoreCase: boolean;
  readonly lines: boolean;
}

/** Reads an expression in the form that {@link translateExpression} gives it, which is a small part of what JavaScript knows. */
export function parseTranslated(source: string): Expression {
  return new Reader(source).choice({ ignoreCase: false, lines: false });
}

const wordChar = /\w/;
const isWord = (char: string): boolean => wordChar.test(char);

class Reader {
  #rest: string;

  constructor(source: string) {
    this.#rest = source;
  }

  choice(flags: Flags): Expression {
    const parts = [this.#sequence(flags)];
    while (this.#take(/^\|/) !== undefined) parts.push(this.#sequence(flags));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts };
  }

  #take(text: RegExp): RegExpExecArray | undefined {
    const found = text.exec(this.#rest) ?? undefined;
    if (found !== undefined) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  #sequence(flags: Flags): Expression {
    const parts: Expression[] = [];
    while (this.#rest !== '' && !/^[|)]/.test(this.#rest)) parts.push(this.#repeated(this.#atom(flags)));
    return { kind: 'sequence', parts };
  }

  #repeated(part: Expression): Expression {
    const [found, sign, least = '', range, most = ''] = this.#take(/^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/) ?? [];
    if (found === undefined) return part;
    if (sign !== undefined) return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    return {
      kind: 'repeat',
      part,
      least: Number(least),
      most: range === undefined ? Number(least) : most === '' ? Infinity : Number(most),
    };
  }

  #atom(flags: Flags): Expression {
    if (this.#take(/^\(\?<!\[\\s\\S\]\)/) !== undefined) return assertion((before) => before === '');
    if (this.#take(/^\(\?!\[\\s\\S\]\)/) !== undefined) return assertion((_before, after) => after === '');
    const [group, set, unset = ''] = this.#take(/^\((?:\?(?:<\w+>|([im]*)(?:-([im]+))?:))?/) ?? [];
    if (group !== undefined) return this.#group(changed(flags, set ?? '', unset));
    if (this.#take(/^\^/) !== undefined) return assertion((before) => before === '' || (flags.lines && before === '\n'));
    if (this.#take(/^\$/) !== undefined) return assertion((_before, after) => after === '' || (flags.lines && after === '\n'));
    if (this.#take(/^\\b/) !== undefined) return assertion((before, after) => isWord(before) !== isWord(after));
    if (this.#take(/^\\B/) !== undefined) return assertion((before, after) => isWord(before) === isWord(after));
    const [char = ''] = this.#take(/^(?:\[(?:\\[\s\S]|[^\]\\])*\]|\\(?:u\{[^}]*\}|[pP]\{[^}]*\}|x[0-9a-fA-F]{2}|[\s\S])|[\s\S])/u) ?? [];
    return { kind: 'char', test: remembered(new RegExp(`^${char}$`, flags.ignoreCase ? 'iu' : 'u')) };
  }

  #group(flags: Flags): Expression {
    const inside = this.choice(flags);
    this.#take(/^\)/);
    return inside;
  }
}

/** A test of one character, which is made once for each character that there is in ASCII. */
function remembered(expression: RegExp): (char: string) => boolean {
  const known: boolean[] = [];
  return (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < 128 ? (known[code] ??= expression.test(char)) : expression.test(char);
  };
}

const assertion = (holds: (before: string, after: string) => boolean): Expression => ({ kind: 'assertion', holds });

const changed = (flags: Flags, set: string, unset: string): Flags => ({
  ignoreCase: (flags.ignoreCase || set.includes('i')) && !unset.includes('i'),
  lines: (flags.lines || set.includes('m')) && !unset.includes('m'),
});
