import { redact } from './redact.ts';

/** Of any one line; a longer one tells nobody more. */
const longestLine = 500;

/** The last lines of an output that are not blank, without secrets, escape sequences and other control characters. */
export function lastLines(output: string, count: number): readonly string[] {
  // Redacted before it is cut into lines: keys span several.
  return redact(plain(output))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count)
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
}

const plain = (output: string): string =>
  output
    .replaceAll('\r\n', '\n')
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    .replaceAll(/\u001B\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u0008\u000B-\u001F\u007F]/g, '');
