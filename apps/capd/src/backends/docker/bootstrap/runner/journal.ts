import { instant } from '@capi/seams';

import { lastLines } from '../redact/last-lines.ts';
import type { BootstrapFailure, BootstrapProgress, BootstrapState, StepTimes } from './outcome.ts';
import { tailSize } from './scripts.ts';

/** What the lines of a journal say; see `scripts.ts` for the lines. */
export interface Journal {
  readonly count: number;
  readonly steps: readonly StepTimes[];
  readonly result?: { readonly kind: string; readonly exitCode: number };
}

/** Reads journal lines; others, cut ones too, are passed over. */
export function readJournal(lines: readonly string[]): Journal {
  let journal: Journal = { count: 0, steps: [] };
  for (const line of lines) journal = withLine(journal, line);
  return journal;
}

function withLine(journal: Journal, line: string): Journal {
  const [word, first = '', second = '', ...rest] = line.split(' ');
  switch (word ?? '') {
    case 'begin':
      return { ...journal, count: Number(second) };
    case 'step':
      return {
        ...journal,
        steps: [...journal.steps, { index: Number(first), startedAt: instant(Number(second)), step: rest.join(' ') }],
      };
    case 'done':
      return {
        ...journal,
        steps: journal.steps.map((step) => (step.index === Number(first) ? { ...step, endedAt: instant(Number(second)) } : step)),
      };
    case 'result':
      return { ...journal, result: { kind: first, exitCode: Number(rest[0] ?? 0) } };
    default:
      return journal;
  }
}

/** What is being done, by what the journal says so far. */
export function progressOf({ count, steps }: Journal): BootstrapProgress {
  const current = steps.at(-1);
  return { step: current?.step ?? '', index: current?.index ?? 0, count };
}

/**
 * Reads what the follower printed: lines of the journal as they came, then its report.
 * @returns undefined when the report is missing or cut off
 */
export function readReport(output: string): BootstrapState | undefined {
  const lines = output.split('\n');
  const start = lines.findLastIndex((line) => line.startsWith('report '));
  if (start < 0 || lines.findLastIndex((line) => line === 'end') < start) return undefined;
  const report = lines.slice(start + 1);
  const journal = readJournal(report);
  switch (lines[start] ?? '') {
    case 'report absent':
      return { kind: 'absent' };
    case 'report running':
      return { kind: 'running', progress: progressOf(journal) };
    case 'report legacy':
      return { kind: 'completed', steps: [] };
    case 'report ended':
      return outcomeOf(journal, tailOf(report, 'stdout', 10), tailOf(report, 'stderr', 5));
    default:
      return undefined;
  }
}

function outcomeOf(journal: Journal, stdout: readonly string[], stderr: readonly string[]): BootstrapState {
  const { steps } = journal;
  const failure: BootstrapFailure = { step: steps.at(-1)?.step ?? '', stdout, stderr, steps };
  switch (journal.result?.kind ?? '') {
    case 'completed':
      return { kind: 'completed', steps };
    case 'failed':
      return { kind: 'failed', ...failure, exitCode: journal.result?.exitCode ?? 0 };
    case 'timed-out':
      return { kind: 'timed-out', ...failure };
    default:
      return { kind: 'interrupted', ...failure };
  }
}

/** As many lines as upstream shows. */
function tailOf(report: readonly string[], stream: string, count: number): readonly string[] {
  const encoded = report.find((line) => line.startsWith(`${stream} `))?.slice(stream.length + 1) ?? '';
  const tail = Buffer.from(encoded, 'base64');
  // A line that was cut may begin in the middle of a token, which nothing would recognise.
  const start = tail.length < tailSize ? 0 : tail.indexOf('\n') + 1;
  return lastLines(tail.subarray(start).toString('utf8'), count);
}
