import type { ExecResult } from '@capi/docker-engine';
import type { FakeExec } from '@capi/docker-engine/testing';

/** How a bootstrap in a fake container ends. */
export type FakeEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly stdout?: string; readonly stderr?: string }
  | { readonly kind: 'timed-out' };

/** What the programs of this folder answer in containers of a fake engine, and what a test does to them. */
export interface NodePrograms {
  /** For `fakeDockerEngine({ onExec })`; what is none of these programs succeeds without a word. */
  readonly exec: FakeExec;
  /** Names of containers in which a bootstrap was begun, in order: none is there twice, whatever else happens. */
  readonly begun: readonly string[];
  /** Ends the bootstrap of a container, begun or to be begun. */
  end(container: string, end: FakeEnd): void;
  /** As a restart of a container during its bootstrap: the journal says that it was interrupted. */
  interrupt(container: string): void;
}

interface Journal {
  readonly ended: PromiseWithResolvers<FakeEnd | 'interrupted'>;
  end?: FakeEnd | 'interrupted';
}

const answer = (stdout: string, exitCode = 0, stderr = ''): ExecResult => ({ exitCode, stdout, stderr });
const lines = ['begin 1000 1', 'step 1 2000 runcmd 1 of 1: kubeadm'];

/**
 * Nodes for a fake engine: their system is up at once, they take every image, and bootstraps succeed at once, or end when the test says so.
 * @param options `held` bootstraps go on until `end`
 */
export function nodePrograms({ held = false }: { readonly held?: boolean } = {}): NodePrograms {
  const begun: string[] = [];
  const planned = new Map<string, FakeEnd>();
  const journals = new Map<string, Journal>();
  const close = (journal: Journal, end: FakeEnd | 'interrupted'): void => {
    journal.end ??= end;
    journal.ended.resolve(journal.end);
  };
  const start = (name: string): ExecResult => {
    if (journals.has(name)) return answer('known\n');
    begun.push(name);
    const journal: Journal = { ended: Promise.withResolvers() };
    journals.set(name, journal);
    const end = planned.get(name);
    if (end !== undefined || !held) close(journal, end ?? { kind: 'completed' });
    return answer('started\n');
  };
  return {
    begun,
    end: (container, end) => {
      planned.set(container, end);
      const journal = journals.get(container);
      if (journal !== undefined) close(journal, end);
    },
    interrupt: (container) => {
      const journal = journals.get(container);
      if (journal !== undefined) close(journal, 'interrupted');
    },
    exec: async ({ name }, { command, onOutput }, signal) => {
      const journal = journals.get(name);
      switch (command[3] ?? '') {
        case 'capd-bootstrap-start':
          return start(name);
        case 'capd-bootstrap-follow': {
          if (journal === undefined) return answer(report('absent'));
          if (command.at(-1) === 'now' && journal.end === undefined) return answer(report('running', lines));
          onOutput?.('stdout', `${lines.join('\n')}\n`);
          const stopped = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
          });
          return answer(ended(await Promise.race([journal.ended.promise, stopped])));
        }
        default:
          return answer('');
      }
    },
  };
}

const report = (state: string, journal: readonly string[] = []): string => ['', `report ${state}`, ...journal, 'end', ''].join('\n');

function ended(end: FakeEnd | 'interrupted'): string {
  if (end === 'interrupted') return report('ended', lines);
  if (end.kind === 'completed') return report('ended', [...lines, 'done 1 3000 0', 'result completed']);
  if (end.kind === 'timed-out') return report('ended', [...lines, 'done 1 3000 124', 'result timed-out 1']);
  const base64 = (text = ''): string => Buffer.from(text).toString('base64');
  return report('ended', [
    ...lines,
    `done 1 3000 ${end.exitCode}`,
    `result failed 1 ${end.exitCode}`,
    `stdout ${base64(end.stdout)}`,
    `stderr ${base64(end.stderr)}`,
  ]);
}
