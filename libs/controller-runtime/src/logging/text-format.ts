import type { LogLevel } from './create-log.ts';

const letters: Readonly<Record<LogLevel, string>> = { error: 'E', warn: 'W', info: 'I', debug: 'I' };

/** One line as klog prints it: `I1121 10:06:23.123000 "Created Machine" controller="machineset" Machine="team-a/w-1"`. UTC. */
export function textLine(level: LogLevel, at: string, message: string, values: Readonly<Record<string, unknown>>): string {
  // at: 2026-11-21T10:06:23.123Z
  const stamp = `${letters[level]}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000`;
  const pairs = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}=${print(value)}`]));
  return `${stamp} ${JSON.stringify(message)}${pairs.join('')}`;
}

function print(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(value.message);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  // An object that prints itself as a text, as a Redacted does, stays one.
  return JSON.stringify(JSON.stringify(value) ?? String(value));
}
