import { parseDuration, printDuration, type Duration } from '@capi/seams';

/** One command-line flag: what it is without being given, how its text is read, and what `--help` says. */
export interface Flag<T> {
  readonly initial: T;
  readonly description: string;
  /** What a value looks like in `--help`. Absent: a switch, whose value may be left out. */
  readonly value?: string;
  /** Whether it may be given several times, each adding to the last. */
  readonly repeats?: true;
  /** The value, or what is wrong with the text: `must be a whole number`. */
  read(text: string, before: T): { readonly value: T } | { readonly problem: string };
  print(value: T): string;
}

/** The values that a set of flags ends up with, by name. */
export type FlagValues<F> = { readonly [Name in keyof F]: F[Name] extends Flag<infer T> ? T : never };
/** Flags by their names without the leading dashes: `cluster-concurrency`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** Any text. */
export const textFlag = (initial: string, description: string): Flag<string> => ({
  initial,
  description,
  value: 'text',
  read: (text) => ({ value: text }),
  print: (value) => value,
});

/** A whole number, from `least` up. */
export const countFlag = (initial: number, description: string, least = 0): Flag<number> => ({
  initial,
  description,
  value: 'number',
  read: (text) =>
    /^\d+$/.test(text) && Number(text) >= least ? { value: Number(text) } : { problem: `must be a whole number, ${least} or more` },
  print: String,
});

/** Any number, such as requests a second. */
export const numberFlag = (initial: number, description: string): Flag<number> => ({
  initial,
  description,
  value: 'number',
  read: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: 'must be a number' }),
  print: String,
});

/** A length of time as Go writes it: `1m30s`. */
export const durationFlag = (initial: Duration, description: string): Flag<Duration> => ({
  initial,
  description,
  value: 'duration',
  read(text) {
    const value = parseDuration(text);
    return value === undefined ? { problem: 'must be a duration such as 30s or 1m30s' } : { value };
  },
  print: printDuration,
});

/** On or off; the name alone means on. */
export const switchFlag = (initial: boolean, description: string): Flag<boolean> => ({
  initial,
  description,
  read(text) {
    const value = parseBoolean(text);
    return value === undefined ? { problem: 'must be true or false' } : { value };
  },
  print: String,
});

/** One of a few words. */
export const choiceFlag = <Choice extends string>(
  choices: readonly Choice[],
  initial: NoInfer<Choice>,
  description: string,
): Flag<Choice> => ({
  initial,
  description,
  value: choices.join('|'),
  read(text) {
    const value = choices.find((choice) => choice === text);
    return value === undefined ? { problem: `must be one of ${choices.join(', ')}` } : { value };
  },
  print: (value) => value,
});

/** Words separated by commas; given again, it adds to them. */
export const listFlag = <Choice extends string = string>(
  initial: readonly Choice[],
  description: string,
  choices?: readonly Choice[],
): Flag<readonly Choice[]> => ({
  initial,
  description,
  value: 'a,b',
  repeats: true,
  read(text, before) {
    const words = text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim() as Choice]));
    const strange = choices === undefined ? undefined : words.find((word) => !choices.includes(word));
    if (strange !== undefined) return { problem: `must be of ${(choices ?? []).join(', ')}, and ${strange} is not` };
    return { value: before === initial ? words : [...before, ...words] };
  },
  print: (value) => value.join(','),
});

/** As Go's strconv.ParseBool. */
export function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : undefined;
}
