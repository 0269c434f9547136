import type { Flags, FlagValues } from './flag.ts';

/** What a command line means: values to run with, a request for help, or one line on what is wrong. */
export type FlagReading<F> =
  | { readonly kind: 'values'; readonly values: FlagValues<F> }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): { readonly kind: 'refused'; readonly message: string } => ({ kind: 'refused', message });

/**
 * Reads `--flag=value`, `--flag value` and `--switch`, with `_` for `-` in names, and `-v 4`, `-v=4`, `-v4`. The last one wins, but for
 * lists, which grow.
 */
export function readFlags<F extends Flags>(argv: readonly string[], flags: F): FlagReading<F> {
  const values: Record<string, unknown> = Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, flag.initial]));
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const match = /^--([^=\s]+)(?:=([\s\S]*))?$/.exec(argument) ?? /^-([a-zA-Z])(?:=([\s\S]*)|(\d+))?$/.exec(argument);
    if (match === null) return refused(`unexpected argument "${argument}": flags start with --`);
    const name = (match[1] ?? '').replaceAll('_', '-');
    if (name === 'help' || name === 'h') return { kind: 'help' };
    const flag = flags[name];
    if (flag === undefined) return refused(`unknown flag --${name}${suggestion(name, Object.keys(flags))}`);
    const text = match[2] ?? match[3] ?? (flag.value === undefined ? 'true' : rest.shift());
    if (text === undefined) return refused(`flag --${name} needs a value (${flag.value ?? ''})`);
    const read = flag.read(text, values[name]);
    if ('problem' in read) return refused(`invalid value "${text}" for --${name}: it ${read.problem}`);
    values[name] = read.value;
  }
  return { kind: 'values', values: values as FlagValues<F> };
}

/** The flags as `--help` lists them, sorted by name. */
export function printHelp(program: string, flags: Flags): string {
  const lines = Object.entries(flags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, flag]) => {
      const { initial, description, value } = flag;
      const dashes = name.length === 1 ? '-' : '--';
      const text = flag.print(initial);
      return `  ${dashes}${name}${value === undefined ? '' : ` ${value}`}\n      ${description}${text === '' ? '' : ` (default ${text})`}`;
    });
  return [`Usage of ${program}:`, ...lines, ''].join('\n');
}

/** The known name that differs least, when it differs by two letters at most. */
function suggestion(name: string, known: readonly string[]): string {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= 2 && name.length > 3 ? `; did you mean --${best.candidate}?` : '';
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let line = 1; line <= left.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= right.length; column += 1) {
      const swap = (row[column - 1] ?? 0) + (left[line - 1] === right[column - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
