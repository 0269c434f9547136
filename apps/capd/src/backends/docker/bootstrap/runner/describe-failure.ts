import type { BootstrapOutcome } from './outcome.ts';

type Failure = Exclude<BootstrapOutcome, { readonly kind: 'completed' }>;

/**
 * Why a bootstrap did not succeed, for conditions and events: the step, how it ended, and the last lines of what it printed.
 * @see upstream v1.14.0 docker/internal/controllers/backends/docker (layout of the message)
 */
export function describeFailure(outcome: Failure): string {
  return [`${outcome.step} ${ending(outcome)}`, ...block('STDOUT', outcome.stdout), ...block('STDERR', outcome.stderr)].join('\n');
}

function ending(outcome: Failure): string {
  switch (outcome.kind) {
    case 'failed':
      return `failed with exit code ${outcome.exitCode}`;
    case 'timed-out':
      return 'was not finished when the time for the bootstrap was over';
    case 'interrupted':
      return 'was interrupted by a restart of the container; it is not known how far it came, and it is not started again';
  }
}

function block(name: string, lines: readonly string[]): readonly string[] {
  const [only] = lines;
  if (only === undefined) return [];
  return lines.length === 1 ? [`${name}: ${only}`] : [`${name}:`, '...', ...lines.map((line) => `  * ${line}`)];
}
