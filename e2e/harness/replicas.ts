import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { eventually } from './eventually.ts';
import type { RunningSandbox } from './sandbox.ts';
import { watchLines } from './watch-lines.ts';

/** Where the replicas of a provider elect their leader. */
interface Election {
  readonly namespace: string;
  readonly lease: string;
  readonly deployment: string;
}

/** By app. */
export const elections: Readonly<Record<string, Election>> = {
  core: { namespace: 'capi-system', lease: 'controller-leader-election-capi', deployment: 'capi-controller-manager' },
  'kubeadm-bootstrap': {
    namespace: 'capi-kubeadm-bootstrap-system',
    lease: 'kubeadm-bootstrap-manager-leader-election-capi',
    deployment: 'capi-kubeadm-bootstrap-controller-manager',
  },
  'kubeadm-control-plane': {
    namespace: 'capi-kubeadm-control-plane-system',
    lease: 'kubeadm-control-plane-manager-leader-election-capi',
    deployment: 'capi-kubeadm-control-plane-controller-manager',
  },
  capd: { namespace: 'capd-system', lease: 'controller-leader-election-capd', deployment: 'capd-controller-manager' },
};

export interface Loss {
  /** Milliseconds until the other replica led. */
  readonly took: number;
  /** What a leader that could say something said about it in the end. */
  readonly lastWords?: readonly string[];
}

/** The replicas of one provider in a sandbox with two of each: who leads, and what can happen to them. */
export interface Replicas {
  readonly app: string;
  /** Kills the leader; it is started again in place. */
  killLeader(): Promise<void>;
  /** Kills who stands by. */
  killStandby(): Promise<void>;
  /** Asks the leader to end. Resolves with the milliseconds until the other leads. */
  endLeader(): Promise<number>;
  /** Kills the leader, which does not come back until the other leads, as with its machine. */
  loseLeader(): Promise<Loss>;
  /** Stops the leader until the other leads, then lets it go on. */
  suspendLeader(): Promise<Loss>;
  close(): Promise<void>;
}

/** @param longest seconds that a change of leaders may take before waiting for it ends */
export function replicasOf(app: string, sandbox: RunningSandbox, longest: number): Replicas {
  const { namespace, lease, deployment } = elections[app] as Election;
  let leader: number | undefined;
  const stop = watchLines(
    sandbox.kubectl,
    ['-n', namespace, 'lease', lease, '-o', 'jsonpath={.spec.holderIdentity}{"\\n"}'],
    (holder) => (leader = holder === '' ? undefined : Number(/-(\d+)_/.exec(holder)?.[1])),
  );
  const nameOf = (replica: number): string => (replica === 0 ? app : `${app}-${replica}`);
  const pidOf = (replica: number): number => sandbox.pidOf(nameOf(replica));
  const signal = (pid: number, name: NodeJS.Signals): void => {
    try {
      process.kill(pid, name);
    } catch {
      // It is between two lives already.
    }
  };
  const aLeader = (): Promise<number> => eventually(`a leader of ${app}`, async () => leader, longest);
  /** One leads, not just by the name that it left in the lease, and the other is ready to take its turn. */
  const leaderBeforeStandby = (): Promise<number> =>
    eventually(
      `one replica of ${app} leads, and the other is ready`,
      async () => {
        if (!(await sandbox.ready(app, 0)) || !(await sandbox.ready(app, 1)) || leader === undefined) return undefined;
        const log = logOf(leader);
        return log.lastIndexOf('"Successfully acquired lease"') > log.lastIndexOf('"Starting"') ? leader : undefined;
      },
      longest,
    );
  const untilOtherLeads = async (than: number, since: number): Promise<number> => {
    const deadline = since + longest * 1000;
    while (leader === undefined || leader === than) {
      if (performance.now() > deadline) throw new Error(`nobody took over from ${nameOf(than)} within ${longest} s`);
      await sleep(5);
    }
    return performance.now() - since;
  };
  const nextPid = async (replica: number, last: number): Promise<number> => {
    const deadline = performance.now() + longest * 1000;
    for (let pid = pidOf(replica); ; pid = pidOf(replica)) {
      if (pid !== last) return pid;
      if (performance.now() > deadline) throw new Error(`${nameOf(replica)} was not started again within ${longest} s`);
      await sleep(2);
    }
  };
  const logOf = (replica: number): string =>
    readFileSync(join(sandbox.dataDir, 'logs', 'pods', namespace, `${deployment}-${replica}`, 'manager.log'), 'utf8');

  return {
    app,
    async killLeader() {
      signal(pidOf(await aLeader()), 'SIGKILL');
    },
    async killStandby() {
      signal(pidOf(1 - (await aLeader())), 'SIGKILL');
    },
    async endLeader() {
      const ending = await leaderBeforeStandby();
      signal(pidOf(ending), 'SIGTERM');
      return untilOtherLeads(ending, performance.now());
    },
    async loseLeader() {
      const lost = await leaderBeforeStandby();
      const pid = pidOf(lost);
      const before = logOf(lost).length;
      signal(pid, 'SIGKILL');
      const killed = performance.now();
      const successor = await nextPid(lost, pid);
      signal(successor, 'SIGSTOP');
      const stopped = performance.now();
      // On a busy machine the successor may have gone on for a moment, as is its right.
      const wentOn = logOf(lost).slice(before).includes('"Successfully acquired lease"');
      try {
        return { took: await untilOtherLeads(lost, wentOn ? stopped : killed) };
      } finally {
        signal(successor, 'SIGCONT');
      }
    },
    async suspendLeader() {
      const stopped = await leaderBeforeStandby();
      const pid = pidOf(stopped);
      const before = logOf(stopped).length;
      signal(pid, 'SIGSTOP');
      let took: number;
      try {
        took = await untilOtherLeads(stopped, performance.now());
      } finally {
        signal(pid, 'SIGCONT');
      }
      await nextPid(stopped, pid);
      const lines = logOf(stopped).slice(before).split('\n');
      return { took, lastWords: lines.filter((line) => line.includes('lost the lease')) };
    },
    close: stop,
  };
}
