/** Sets of characters that a name or a letter stands for, as the inside of a class. */
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const perl: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };
const controls: Readonly<Record<string, string>> = { a: '\\x07', f: '\\f', n: '\\n', r: '\\r', t: '\\t', v: '\\v' };
const mostRepeats = 1000;

/**
 * The source of a JavaScript expression (Unicode mode) that matches what an RE2 expression matches.
 * @returns undefined when RE2 would not take it
 * @see Go's regexp/syntax, "Syntax" (behaviour)
 */
export function translateExpression(pattern: string): string | undefined {
  try {
    return new Translation(pattern).run();
  } catch (error) {
    if (error instanceof NotRe2) return undefined;
    throw error;
  }
}

class NotRe2 extends Error {}

interface Group {
  /** How many brackets it needs at its end: flags that are set inside it hold until there. */
  closing: number;
  dotMatchesBreaks: boolean;
}

class Translation {
  #rest: string;
  #dotMatchesBreaks = false;
  readonly #whole: Group = { closing: 0, dotMatchesBreaks: false };
  readonly #open: Group[] = [this.#whole];

  constructor(pattern: string) {
    this.#rest = pattern;
  }

  run(): string {
    let made = '';
    while (this.#rest !== '') made += this.#next();
    if (this.#open.length > 1) throw new NotRe2('a group is not closed');
    return made + ')'.repeat(this.#whole.closing);
  }

  #take(text: RegExp): RegExpExecArray | undefined {
    const found = text.exec(this.#rest) ?? undefined;
    if (found !== undefined) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  #next(): string {
    const quoted = this.#take(/^\\Q([\s\S]*?)(?:\\E|$)/);
    if (quoted !== undefined)
      return Array.from(quoted[1] ?? '')
        .map(literal)
        .join('');
    if (this.#rest.startsWith('\\')) return this.#escape(false);
    if (this.#rest.startsWith('[')) return this.#class();
    if (this.#rest.startsWith('(')) return this.#group();
    const repeat = this.#take(/^\{(\d+)(,(\d*))?\}\??/);
    if (repeat !== undefined) return repeated(repeat);
    const [char = ''] = this.#take(/^[\s\S]/u) ?? [];
    if (char === ')') return this.#close();
    if (char === '.') return this.#dotMatchesBreaks ? '[\\s\\S]' : '[^\\n]';
    return '*+?|^$'.includes(char) ? char : literal(char);
  }

  #group(): string {
    const flags = this.#take(/^\(\?([imsU]*)(?:-([imsU]+))?([:)])/);
    if (flags !== undefined) return this.#flags(flags);
    const named = this.#take(/^\(\?P?<([A-Za-z_]\w*)>/);
    const head = named ?? this.#take(/^\((?!\?)/);
    if (head === undefined) throw new NotRe2('RE2 does not know this group');
    this.#open.push({ closing: 1, dotMatchesBreaks: this.#dotMatchesBreaks });
    return named === undefined ? '(' : `(?<${named[1] ?? ''}>`;
  }

  /** Flags for a group, or for the rest of the group that they stand in; of case, lines and dots JavaScript knows the first two. */
  #flags([, on = '', off = '', end]: RegExpExecArray): string {
    if (`${on}${off}`.includes('U')) throw new NotRe2('lazy by default has no counterpart');
    const known = (letters: string): string => [...new Set(letters.split(''))].filter((letter) => letter !== 's').join('');
    const [set, unset] = [known(on), known(off)];
    const before = this.#dotMatchesBreaks;
    if (on.includes('s')) this.#dotMatchesBreaks = true;
    if (off.includes('s')) this.#dotMatchesBreaks = false;
    const head = set === '' && unset === '' ? '(?:' : `(?${set}${unset === '' ? '' : `-${unset}`}:`;
    if (end === ':') this.#open.push({ closing: 1, dotMatchesBreaks: before });
    else this.#innermost.closing += 1;
    return head;
  }

  get #innermost(): Group {
    return this.#open.at(-1) ?? this.#whole;
  }

  #close(): string {
    const group = this.#open.length > 1 ? this.#open.pop() : undefined;
    if (group === undefined) throw new NotRe2('a group is closed that is not open');
    this.#dotMatchesBreaks = group.dotMatchesBreaks;
    return ')'.repeat(group.closing);
  }

  #escape(inClass: boolean): string {
    const code = this.#take(/^\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/) ?? this.#take(/^\\(?:([1-7])(?=[0-7])[0-7]{1,2}|0[0-7]{0,2})/);
    if (code !== undefined) return character(code);
    const property = this.#take(/^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/);
    if (property !== undefined) return unicode(property);
    const [, char = ''] = this.#take(/^\\([\s\S])/u) ?? [];
    const set = perl[char.toLowerCase()];
    if (set !== undefined && /[dsw]/i.test(char)) return this.#perl(char, set, inClass);
    const control = controls[char];
    if (control !== undefined) return control;
    if (!inClass && 'AzbB'.includes(char) && char !== '')
      return char === 'A' ? '(?<![\\s\\S])' : char === 'z' ? '(?![\\s\\S])' : `\\${char}`;
    if (char === '' || /[A-Za-z0-9]/.test(char) || char > '\u007f') throw new NotRe2('RE2 does not know this escape');
    return literal(char);
  }

  #perl(letter: string, set: string, inClass: boolean): string {
    const isNot = letter !== letter.toLowerCase();
    if (!inClass) return `[${isNot ? '^' : ''}${set}]`;
    // JavaScript's own differ from RE2's in the odd blank only; within a class there is no other way to leave out.
    return isNot ? `\\${letter}` : set;
  }

  #class(): string {
    this.#take(/^\[/);
    let made = this.#take(/^\^/) === undefined ? '[' : '[^';
    let isFirst = true;
    for (;;) {
      if (this.#rest === '') throw new NotRe2('a class is not closed');
      if (!isFirst && this.#take(/^\]/) !== undefined) return `${made}]`;
      isFirst = false;
      made += this.#classItem();
    }
  }

  #classItem(): string {
    const name = this.#take(/^\[:(\^?)(\w+):\]/);
    if (name !== undefined) {
      const set = posix[name[2] ?? ''];
      if (set === undefined || name[1] === '^') throw new NotRe2('there is no such class');
      return set;
    }
    if (this.#rest.startsWith('\\')) return this.#escape(true);
    const [char = ''] = this.#take(/^[\s\S]/u) ?? [];
    const isRange = char === '-' && this.#rest !== '' && !this.#rest.startsWith(']');
    return isRange ? char : literal(char);
  }
}

/** A character that stands for itself. */
const literal = (char: string): string => (/[\^$\\.*+?()[\]{}|/-]/.test(char) ? (char === '-' ? '\\x2d' : `\\${char}`) : char);

function repeated([whole, least = '', range, most = '']: RegExpExecArray): string {
  const [from, to] = [Number(least), most === '' ? Number(least) : Number(most)];
  if (from > mostRepeats || to > mostRepeats || (range !== undefined && most !== '' && from > to)) throw new NotRe2('too many repeats');
  return whole;
}

function character([whole, braced, hex]: RegExpExecArray): string {
  const value = whole.startsWith('\\x') ? Number.parseInt(braced ?? hex ?? '', 16) : Number.parseInt(whole.slice(1), 8);
  if (value > 0x10_ff_ff) throw new NotRe2('there is no such character');
  return `\\u{${value.toString(16)}}`;
}

function unicode([, letter = 'p', negated = '', long, short]: RegExpExecArray): string {
  const name = long ?? short ?? '';
  const isNot = (letter === 'P') !== (negated === '^');
  // Categories have one or two letters; longer names are scripts.
  const property = name.length > 2 ? `Script=${name}` : name;
  return name === 'Any' ? (isNot ? '[]' : '[\\s\\S]') : `\\${isNot ? 'P' : 'p'}{${property}}`;
}
