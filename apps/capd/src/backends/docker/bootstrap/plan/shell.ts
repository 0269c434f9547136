/** One word for a shell, whatever is in it. */
export const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Lines for a shell that gives up at the first that fails. */
export const allOf = (lines: readonly string[]): string => ['set -e', ...lines, ''].join('\n');
