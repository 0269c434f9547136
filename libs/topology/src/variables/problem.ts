import type { Finding } from '@capi/admission';

/** Something wrong inside a value, at a path below it: `.disk.path`, `[0]`, or empty for the value itself. */
export interface Problem {
  readonly kind: Finding['kind'];
  readonly at: string;
  readonly message: string;
  readonly value?: unknown;
}

/** What one schema says about a value; the more of it was looked at, the more likely it is the one that was meant. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly matches: number;
}

/** The finding about a value that stands at `path`. A list item directly below gets a dot before its bracket, as upstream writes it. */
export const findingAt = (path: string, { kind, at, message, value }: Problem): Finding => ({
  kind,
  path: at.startsWith('[') ? `${path}.${at}` : path + at,
  message,
  ...(value === undefined ? {} : { value }),
});
