import type { DockerEngine } from '@capi/docker-engine';
import { transient } from '@capi/seams';

import { runnerFolders, type RunnerFolders } from './folders.ts';
import { progressOf, readJournal, readReport } from './journal.ts';
import type { BootstrapOutcome, BootstrapProgress, BootstrapState } from './outcome.ts';
import { follower } from './scripts.ts';

/** The program that `followBootstrap` (`wait`) and `readBootstrap` (`now`) run in the container. */
export const followCommand = (mode: 'wait' | 'now', { run, kept, marker }: RunnerFolders): readonly string[] => [
  'sh',
  '-c',
  follower,
  'capd-bootstrap-follow',
  run,
  kept,
  marker,
  mode,
];

/**
 * Waits until the bootstrap of a container has ended, in one call; to be called again after a restart of this process. A bootstrap that was
 * never begun is told at once, and so is one that has ended.
 * @throws OperationError (transient) when the engine or the container went away meanwhile
 */
export async function followBootstrap(
  engine: DockerEngine,
  container: string,
  onProgress: (progress: BootstrapProgress) => void,
  signal: AbortSignal,
): Promise<BootstrapOutcome | { readonly kind: 'absent' }> {
  let seen = '';
  let told = 0;
  const state = await ask(engine, container, 'wait', signal, (piece) => {
    seen += piece;
    // A report follows the journal, which it repeats.
    const progress = progressOf(
      readJournal(
        seen
          .slice(0, seen.lastIndexOf('\n') + 1)
          .split('\nreport ', 1)[0]
          ?.split('\n') ?? [],
      ),
    );
    if (progress.index <= told) return;
    told = progress.index;
    onProgress(progress);
  });
  if (state.kind === 'running') throw unclear(container, 'the answer ended while the bootstrap went on');
  return state;
}

/** How the bootstrap of a container stands now. */
export const readBootstrap = (engine: DockerEngine, container: string, signal: AbortSignal): Promise<BootstrapState> =>
  ask(engine, container, 'now', signal);

async function ask(
  engine: DockerEngine,
  container: string,
  mode: 'wait' | 'now',
  signal: AbortSignal,
  onPiece?: (piece: string) => void,
): Promise<BootstrapState> {
  const { stdout, exitCode } = await engine.exec(
    container,
    {
      command: followCommand(mode, runnerFolders),
      ...(onPiece === undefined ? {} : { onOutput: (stream, piece) => (stream === 'stdout' ? onPiece(piece) : undefined) }),
    },
    signal,
  );
  const state = readReport(stdout);
  // Also when the container was stopped: the follower dies with it, and what became of the bootstrap is for the next call to find.
  if (state === undefined) throw unclear(container, `the answer was cut off (exit code ${exitCode})`);
  return state;
}

const unclear = (container: string, why: string): Error =>
  transient({ action: 'follow the bootstrap', object: `container ${container}`, why });
