import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom, type Random } from '@capi/seams';

import { eventually } from '../harness/eventually.ts';
import type { Kubectl, KubernetesItem } from '../harness/kubectl.ts';
import { elections, replicasOf, type Replicas } from '../harness/replicas.ts';
import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';
import { watchLines } from '../harness/watch-lines.ts';

/** How long leaders are killed: ten minutes are 600. */
const duration = Number(process.env['CAPI_E2E_REPLICAS_SECONDS'] ?? 40);
/** The providers' own leases take a minute for the control plane; short ones show as much in less time. */
const ownLeases = process.env['CAPI_E2E_REPLICAS_LEASES'] === 'default';
// Printed with a failure; the schedule of kills follows from it, what the machine does in between does not.
const seed = Number(process.env['CAPI_E2E_SEED'] ?? 20_261_121);
/** Where state and logs are kept for whoever wants to look at them later. */
const folder = process.env['CAPI_E2E_REPLICAS_DIR'];

const shortLeases = ['--leader-elect-lease-duration=8s', '--leader-elect-renew-deadline=6s', '--leader-elect-retry-period=1s'];
/** Seconds that a lease lasts, and on average the time between two troubles of a provider. */
const leaseOf = (app: string): number => (!ownLeases ? 8 : app === 'kubeadm-control-plane' ? 60 : 15);
/** How many processes want each processor, at least 1: all takes so many times as long. */
const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
/** Milliseconds until this process hears of a change. */
const hearing = 1000;
/** Seconds for a step in the life of a cluster. */
const patience = 600;
const kindsOfCluster =
  'clusters,machines,machinesets,machinedeployments,kubeadmcontrolplanes,kubeadmconfigs,kubeadmconfigtemplates,devclusters,devmachines,devmachinetemplates,secrets';
const clusterName = '{.metadata.labels.cluster\\.x-k8s\\.io/cluster-name}';

/** How long a change of leaders took and may have taken, in milliseconds. */
interface Change {
  readonly app: string;
  readonly took: number;
  readonly limit: number;
}

describeStory(`two replicas of each provider, leaders lost at random for ${duration} s (seed ${seed})`, () => {
  let sandbox: RunningSandbox;
  let kubectl: Kubectl;
  let replicas: readonly Replicas[] = [];
  const stops: (() => Promise<void>)[] = [];
  /** Every object of a cluster that there ever was: kind and cluster to uids. */
  const seen = new Map<string, Set<string>>();
  const count = (kind: string, cluster: string): number => seen.get(`${kind} ${cluster}`)?.size ?? 0;
  const note = (kind: string, cluster: string, uid: string): void => {
    const uids = seen.get(`${kind} ${cluster}`) ?? new Set();
    seen.set(`${kind} ${cluster}`, uids.add(uid));
  };

  beforeAll(async () => {
    const flags = ownLeases ? [] : shortLeases.map((flag) => `--provider-arg=${flag}`);
    sandbox = await startSandbox(['--no-quick-start', '--replicas=2', ...flags], folder);
    ({ kubectl } = sandbox);
    for (const kind of ['machines', 'devmachines', 'kubeadmconfigs']) {
      stops.push(
        watchLines(kubectl, [kind, '-o', `jsonpath=${clusterName} {.metadata.uid}{"\\n"}`], (line) => {
          const [cluster = '', uid = ''] = line.split(' ');
          note(kind, cluster, uid);
        }),
      );
    }
    stops.push(
      watchLines(kubectl, ['secrets', '-o', `jsonpath=${clusterName} {.metadata.uid} {.data.value}{"\\n"}`], (line) => {
        const [cluster = '', uid = '', value = ''] = line.split(' ');
        if (Buffer.from(value, 'base64').toString().includes('kubeadm init')) note('init', cluster, uid);
      }),
    );
    replicas = Object.keys(elections).map((app) => replicasOf(app, sandbox, leaseOf(app) + 30));
  });
  afterAll(async () => {
    await Promise.all([...stops.map((stop) => stop()), ...replicas.map((each) => each.close())]);
    await sandbox.stop({ keepData: folder !== undefined });
  });

  const kept: Change[] = [];
  const handedOver: Change[] = [];
  const lastWords: (readonly string[])[] = [];
  let kills = 0;
  let end = 0;
  const isOver = (): boolean => performance.now() > end;

  /** What happens to the replicas of one provider, one thing after the other. */
  const trouble = async (provider: Replicas, random: Random): Promise<void> => {
    const { app } = provider;
    for (;;) {
      await sleep(random.next() * 2 * leaseOf(app) * 1000);
      if (isOver()) return;
      const dice = random.next();
      kills += 1;
      if (dice < 0.4) await provider.killLeader();
      else if (dice < 0.5) await provider.killStandby();
      else if (dice < 0.75) handedOver.push({ app, took: await provider.endLeader(), limit: 2000 * crowding() });
      else {
        const { took, lastWords: said } = dice < 0.9 ? await provider.loseLeader() : await provider.suspendLeader();
        kept.push({ app, took, limit: leaseOf(app) * 1000 + hearing * crowding() });
        if (said !== undefined) lastWords.push(said);
      }
    }
  };

  const manifest = readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8');
  const machinesOf = (name: string): Promise<readonly KubernetesItem[]> =>
    kubectl.items('get', 'machines', '-l', `cluster.x-k8s.io/cluster-name=${name}`);
  /** All six run this version, and nothing else is there. */
  const settled = (name: string, version: string): Promise<unknown> =>
    eventually(
      `six Machines of ${name} run ${version}`,
      async () => {
        const machines = await machinesOf(name);
        const good = machines.filter(({ spec, status }) => status?.['phase'] === 'Running' && spec?.['version'] === version);
        return machines.length === 6 && good.length === 6 ? true : undefined;
      },
      patience,
    );
  /** A request may meet a webhook server that has just been killed. */
  const insist = (what: string, work: () => Promise<unknown>): Promise<unknown> =>
    eventually(what, async () => (await work(), true), leaseOf('core') + 60);

  const life = async (name: string): Promise<void> => {
    await insist(`apply ${name}`, () => kubectl.apply(manifest.replaceAll('quick-start', name)));
    await settled(name, 'v1.34.0');
    for (const kind of ['machines', 'devmachines', 'kubeadmconfigs'])
      expect({ name, kind, made: count(kind, name) }).toEqual({ name, kind, made: 6 });
    expect({ name, inits: count('init', name) }).toEqual({ name, inits: 1 });

    const patch = (kind: string, spec: object): Promise<unknown> =>
      insist(`patch ${kind} ${name}`, () => kubectl('patch', kind, name, '--type=merge', '-p', JSON.stringify({ spec })));
    await patch('kubeadmcontrolplane', { version: 'v1.34.1' });
    await patch('machinedeployment', { template: { spec: { version: 'v1.34.1' } } });
    await settled(name, 'v1.34.1');
    for (const kind of ['machines', 'devmachines', 'kubeadmconfigs'])
      expect({ name, kind, made: count(kind, name) }).toEqual({ name, kind, made: 12 });
    const workload = await sandbox.workload(name);
    await eventually(`the nodes of ${name} are its Machines`, async () => {
      const nodes = (await workload.items('get', 'nodes')).map(({ metadata }) => metadata.name).toSorted();
      const machines = (await machinesOf(name)).map(({ metadata }) => metadata.name).toSorted();
      return JSON.stringify(nodes) === JSON.stringify(machines) ? true : undefined;
    });

    await insist(`delete ${name}`, () => kubectl('delete', 'cluster', name, '--wait=false'));
    await eventually(
      `every object of ${name} is gone`,
      async () => {
        const left = (await kubectl.items('get', kindsOfCluster)).filter(
          ({ metadata }) => metadata.name === name || metadata.name.startsWith(`${name}-`),
        );
        if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
        return true;
      },
      patience,
    );
    expect({ name, inits: count('init', name) }).toEqual({ name, inits: 1 });
  };

  test(
    'clusters are created, upgraded and deleted as if nothing happened',
    async () => {
      end = performance.now() + duration * 1000;
      const random = seededRandom(seed);
      let lives = 0;
      const lane = async (letter: string): Promise<void> => {
        for (let number = 1; number === 1 || !isOver(); number += 1) {
          await life(`${letter}${number}`);
          lives += 1;
        }
      };
      // The first failure ends the troubles, too.
      const all = [...replicas.map((provider) => trouble(provider, random.fork(provider.app))), lane('a'), lane('b')];
      try {
        await Promise.all(all);
      } finally {
        end = 0;
        await Promise.allSettled(all);
      }
      process.stdout.write(
        `${lives} clusters lived through ${kills} kills; other replicas took over after ${figures(kept)} without and ${figures(handedOver)} with a word; ${crowding().toFixed(1)} processes wanted each processor\n`,
      );
      expect(lives).toBeGreaterThanOrEqual(2);
    },
    duration * 1000 + 3 * patience * 1000,
  );

  test('another replica leads within the duration of the lease', () => {
    expect(kept.filter(({ took, limit }) => took > limit)).toEqual([]);
  });

  test('another replica leads within two seconds after the leader was asked to end', () => {
    expect(handedOver.filter(({ took, limit }) => took > limit)).toEqual([]);
  });

  test('a leader that lost its lease ends with one line about it', () => {
    expect(lastWords.filter((lines) => lines.length !== 1)).toEqual([]);
  });
});

const figures = (changes: readonly Change[]): string => {
  const sorted = changes.map(({ took }) => took).toSorted((a, b) => a - b);
  const at = (share: number): string => `${((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1000).toFixed(2)} s`;
  return sorted.length === 0 ? 'no time (it did not happen)' : `${at(0.5)} (at most ${at(1)}, ${sorted.length} times)`;
};
