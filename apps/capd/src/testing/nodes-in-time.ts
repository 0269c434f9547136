import type { ExecResult } from '@capi/docker-engine';
import type { FakeContainer, FakeExec } from '@capi/docker-engine/testing';
import { between, later, type Clock, type Duration, type Instant } from '@capi/seams';

/** What the programs of the docker backend answer in containers whose systems and bootstraps take their time. */
export interface NodesInTime {
  readonly exec: FakeExec;
  /** Containers in which a bootstrap was begun, in order, each once. */
  readonly begun: readonly FakeContainer[];
}

interface Journal {
  /** Which start of the container it belongs to: processes do not outlive a restart. */
  readonly start: number;
  readonly endsAt: Instant;
  end?: 'completed' | 'interrupted';
}

const answer = (stdout: string, exitCode = 0): ExecResult => ({ exitCode, stdout, stderr: '' });
const lines = ['begin 1000 1', 'step 1 2000 runcmd 1 of 1: kubeadm'];
const report = (state: string, journal: readonly string[] = []): ExecResult =>
  answer(['', `report ${state}`, ...journal, 'end', ''].join('\n'));

/** @param lengthOf how long something takes, drawn anew each time */
export function nodesInTime(clock: Clock, lengthOf: (what: 'boot' | 'bootstrap') => Duration): NodesInTime {
  const journals = new Map<string, Journal>();
  const begun: FakeContainer[] = [];

  const endOf = (container: FakeContainer, journal: Journal): Journal['end'] => {
    if (journal.end === undefined && container.starts !== journal.start) journal.end = 'interrupted';
    if (journal.end === undefined && clock.now() >= journal.endsAt) journal.end = 'completed';
    return journal.end;
  };
  const start = (container: FakeContainer): ExecResult => {
    if (journals.has(container.id)) return answer('known\n');
    begun.push(container);
    journals.set(container.id, { start: container.starts, endsAt: later(clock.now(), lengthOf('bootstrap')) });
    return answer('started\n');
  };
  const follow = async (container: FakeContainer, waits: boolean, signal: AbortSignal): Promise<ExecResult> => {
    const journal = journals.get(container.id);
    if (journal === undefined) return report('absent');
    if (waits && endOf(container, journal) === undefined) await clock.sleep(between(clock.now(), journal.endsAt), signal);
    switch (endOf(container, journal)) {
      case 'completed':
        return report('ended', [...lines, 'done 1 3000 0', 'result completed']);
      case 'interrupted':
        return report('ended', lines);
      case undefined:
        return report('running', lines);
    }
  };

  return {
    begun,
    async exec(container, { command }, signal) {
      switch (command[3] ?? '') {
        case 'capd-await-system':
          await clock.sleep(lengthOf('boot'), signal);
          return answer('');
        case 'capd-bootstrap-start':
          return start(container);
        case 'capd-bootstrap-follow':
          return follow(container, command.at(-1) === 'wait', signal);
        default:
          return answer('');
      }
    },
  };
}
