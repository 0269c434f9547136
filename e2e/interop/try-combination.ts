import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '../harness/eventually.ts';
import type { Kubectl } from '../harness/kubectl.ts';
import { startManagementCluster, type ManagementCluster } from '../harness/management-cluster.ts';
import { apps, repository } from '../harness/sandbox.ts';
import type { UpstreamManager } from '../upstream-managers/build.ts';
import { nameOfCourse, type Combination, type Course } from './combinations.ts';
import { brokenPromises, everythingReliedOn, type SeenObject } from './relied-on.ts';

/** What came of a combination: seconds by step, in the order of the steps; and what was wrong. */
export interface Outcome {
  readonly seconds: Readonly<Record<string, number>>;
  readonly failure?: string;
  /** What a process of ours wrote as errors, or a service account asked for in vain: each once. */
  readonly remarks: readonly string[];
}

export interface Tried {
  /** Manifests of our providers by app. */
  readonly ours: Readonly<Record<string, string>>;
  readonly upstream: Readonly<Record<string, UpstreamManager>>;
  /** Where logs and objects of what failed are kept. */
  readonly folder: string;
}

/** A step must be over within this time. Upstream's control plane alone needs a minute for a machine when it is unlucky with its backoff. */
const patience = 420;

const controlPlane = 'cluster.x-k8s.io/control-plane';
const workers = `!${controlPlane}`;

/**
 * Installs the four providers, each by the manifests of whoever it is from: CRDs, roles, webhooks, arguments. Then the in-memory quick start
 * is created, scaled, upgraded and deleted.
 */
export async function tryCombination(course: Course, { ours, upstream, folder }: Tried): Promise<Outcome> {
  const [created, scaled, upgraded] = course;
  const kept = join(folder, nameOfCourse(course));
  const seconds: Record<string, number> = {};
  const cluster = await startManagementCluster({
    upstream: Object.fromEntries(Object.entries(upstream).map(([app, { program }]) => [app, program])),
  });
  const { kubectl } = cluster;
  const step = async (name: string, steps: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await steps().finally(() => (seconds[name] = Math.round((performance.now() - began) / 100) / 10));
  };
  const has = hasRunning(kubectl);
  const install = async (wanted: readonly string[], theirs: Combination): Promise<void> => {
    for (const app of wanted) {
      await kubectl('apply', '--server-side', '-f', (theirs.includes(app) ? upstream[app]?.manifest : ours[app]) ?? '');
    }
    await eventually('all Deployments are rolled out', () => allRolledOut(kubectl), patience);
  };
  const handOver = async (before: Combination, after: Combination): Promise<void> => {
    const changing = apps.filter((app) => before.includes(app) !== after.includes(app));
    if (changing.length > 0) await step('hand over', () => install(changing, after));
  };
  try {
    await step('install', () => install(apps, created));
    await step('create', async () => {
      // A webhook is called as soon as its pod is ready, and the API server hears of that a moment later.
      await eventually('the quick start is applied', () => kubectl.apply(quickStart()), 60);
      await has(controlPlane, 1);
      await has(workers, 1);
      await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', `--timeout=${patience}s`);
    });
    await step('look', () => eventually('all keep what they promise', () => keptPromises(kubectl), patience));
    await handOver(created, scaled);
    await step('scale up', async () => {
      await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=3');
      await kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=3');
      await has(controlPlane, 3);
      await has(workers, 3);
    });
    await handOver(scaled, upgraded);
    await step('upgrade', async () => {
      await kubectl('patch', 'kubeadmcontrolplane', 'quick-start', '--type=merge', '-p', '{"spec":{"version":"v1.34.1"}}');
      await has(controlPlane, 3, 'v1.34.1');
      const template = '{"spec":{"template":{"spec":{"version":"v1.34.1"}}}}';
      await kubectl('patch', 'machinedeployment', 'quick-start', '--type=merge', '-p', template);
      await has(workers, 3, 'v1.34.1');
    });
    await step('scale down', async () => {
      await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=1');
      await kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=1');
      await has(controlPlane, 1);
      await has(workers, 1);
      await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', `--timeout=${patience}s`);
    });
    await step('delete', async () => {
      await kubectl('delete', 'cluster', 'quick-start', `--timeout=${patience}s`);
      await eventually('every object of the cluster is gone', () => nothingIsLeft(kubectl), 60);
    });
    return { seconds, remarks: remarksOn(cluster, upgraded) };
  } catch (error) {
    await keep(cluster, kept);
    return { seconds, failure: error instanceof Error ? error.message : String(error), remarks: remarksOn(cluster, upgraded) };
  } finally {
    keepLogs(cluster, kept);
    await cluster.stop();
  }
}

async function allRolledOut(kubectl: Kubectl): Promise<true | undefined> {
  const found = await kubectl.items('get', 'deployments', '-A', '-l', 'cluster.x-k8s.io/provider');
  const done = found.filter(({ metadata, status }) => {
    const { observedGeneration, replicas, updatedReplicas, availableReplicas } = status ?? {};
    return observedGeneration === metadata.generation && [replicas, updatedReplicas, availableReplicas].every((count) => count === 1);
  });
  return found.length === apps.length && done.length === apps.length ? true : undefined;
}

/** The example with one machine of each sort to begin with. */
const quickStart = (): string =>
  readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8').replaceAll('replicas: 3', 'replicas: 1');

const hasRunning = (kubectl: Kubectl) => (selector: string, count: number, version?: string) =>
  eventually(
    `${count} Machines with ${selector} run${version === undefined ? '' : ` ${version}`}`,
    async () => {
      const found = await kubectl.items('get', 'machines', '-l', selector);
      const running = found.filter(
        ({ spec, status }) => status?.['phase'] === 'Running' && (version === undefined || spec?.['version'] === version),
      );
      if (found.length === count && running.length === count) return true;
      const seen = found.map(({ metadata, spec, status }) => [metadata.name, spec?.['version'], status?.['phase']].join(' '));
      throw new Error(`there are: ${seen.join(', ')}`);
    },
    patience,
  );

async function keptPromises(kubectl: Kubectl): Promise<true> {
  const broken = brokenPromises(await kubectl.items<SeenObject>(...everythingReliedOn));
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return true;
}

async function nothingIsLeft(kubectl: Kubectl): Promise<true> {
  const left = (await kubectl.items('get', kinds)).filter(({ metadata }) => metadata.name.startsWith('quick-start'));
  if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
  return true;
}

const kinds =
  'clusters,machines,machinesets,machinedeployments,kubeadmcontrolplanes,kubeadmconfigs,kubeadmconfigtemplates,' +
  'devclusters,devmachines,devmachinetemplates,secrets';

function remarksOn(cluster: ManagementCluster, theirs: Combination): readonly string[] {
  const errors = cluster
    .pods()
    .filter(({ app }) => !theirs.includes(app))
    .flatMap((pod) =>
      pod
        .log()
        .split('\n')
        .filter((line) => /^E\d{4} |"level":"error"/.test(line))
        .map((line) => `${pod.app}: ${line.slice(0, 400)}`),
    );
  return [...errors, ...cluster.denied().map((line) => `denied: ${line}`)];
}

function keepLogs(cluster: ManagementCluster, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const pod of cluster.pods()) writeFileSync(join(folder, `${pod.app}.log`), pod.log());
}

async function keep(cluster: ManagementCluster, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const kind of kinds.split(',')) {
    const { stdout, stderr } = await cluster.kubectl.attempt(['get', kind, '-A', '-o', 'yaml', '--show-managed-fields']);
    writeFileSync(join(folder, `${kind}.yaml`), stdout + stderr);
  }
  const { stdout } = await cluster.kubectl.attempt(['get', 'events', '-A', '--sort-by=.metadata.creationTimestamp']);
  writeFileSync(join(folder, 'events.txt'), stdout);
}
