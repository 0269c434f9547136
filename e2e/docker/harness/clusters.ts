import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments, stringify } from 'yaml';

import type { KubernetesItem } from '../../harness/kubectl.ts';
import { repository } from '../../harness/sandbox.ts';
import { eventually } from './eventually.ts';
import type { World } from './world.ts';

/** A cluster that a story wants: the quick start with other names and numbers. */
export interface Wish {
  readonly namespace: string;
  readonly name: string;
  readonly controlPlanes: number;
  readonly workers: number;
  /** Absent: the first of the world. */
  readonly version?: string;
}

/** As `kubectl apply` takes it. */
// What is inside is up to the manifest.
export type Manifest = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- a manifest is edited where its kind says

/** The objects of the quick start as wished, for a story to change before it applies them. */
export function objectsOf(
  world: World,
  { namespace, name, controlPlanes, workers, version = world.versions[0] }: Wish,
): readonly Manifest[] {
  const text = readFileSync(join(repository, 'examples/docker-quick-start.yaml'), 'utf8').replaceAll('docker-quick-start', name);
  const objects = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  for (const object of objects) {
    object['metadata'].namespace = namespace;
    if (object['kind'] === 'KubeadmControlPlane') Object.assign(object['spec'], { replicas: controlPlanes, version });
    if (object['kind'] === 'MachineDeployment') {
      object['spec'].replicas = workers;
      object['spec'].template.spec.version = version;
    }
  }
  return objects;
}

/** The one object of a kind. */
export function ofKind(objects: readonly Manifest[], kind: string): Manifest {
  const found = objects.find((object) => object['kind'] === kind);
  if (found === undefined) throw new Error(`the manifest has no ${kind}`);
  return found;
}

/** Applies the objects, in their namespace, which is made when it is absent. */
export async function apply({ kubectl }: World, namespace: string, objects: readonly Manifest[]): Promise<void> {
  const all = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...objects];
  await kubectl.apply(all.map((object) => stringify(object)).join('---\n'));
}

/** Waits until all Machines of the wish are available, and the Cluster says so. It watches: waiting must not be a load of its own. */
export async function untilAvailable({ kubectl }: World, { namespace, name, controlPlanes, workers }: Wish, seconds = 600): Promise<void> {
  const wait = (what: string, ...more: string[]): Promise<string> =>
    kubectl('-n', namespace, 'wait', what, `--timeout=${seconds}s`, ...more);
  try {
    await wait(`kubeadmcontrolplane/${name}`, `--for=jsonpath={.status.availableReplicas}=${controlPlanes}`);
    // At the same time: a kubectl takes a quarter of a second, which would count as the providers'.
    await Promise.all([
      wait(`kubeadmcontrolplane/${name}`, `--for=jsonpath={.status.replicas}=${controlPlanes}`),
      ...(workers > 0 ? [wait(`machinedeployment/${name}`, `--for=jsonpath={.status.availableReplicas}=${workers}`)] : []),
      wait(`cluster/${name}`, '--for=condition=Available'),
    ]);
  } catch (error) {
    const { stdout } = await kubectl.attempt([
      '-n',
      namespace,
      'get',
      'clusters,kubeadmcontrolplanes,machinedeployments,machines',
      '-o',
      'wide',
    ]);
    const kinds = 'machines,devclusters,devmachines,dockerclusters,dockermachines';
    const failing =
      '{range .items[*]}{.kind} {.metadata.name}{range .status.conditions[?(@.status=="False")]}\n  {.type} {.reason}: {.message}{end}\n{end}';
    const { stdout: why } = await kubectl.attempt(['-n', namespace, 'get', kinds, '-o', `jsonpath=${failing}`]);
    throw new Error(`${namespace}/${name} did not become available:\n${stdout}\n${why}`, { cause: error });
  }
}

/**
 * Waits until the Machines and Nodes of the wish, and no others, are there, and each Node is Ready. Sooner than `untilAvailable` by the ten
 * to twenty seconds after which kubeadm has its pods probed.
 */
export async function untilRunning(world: World, wish: Wish): Promise<void> {
  const wanted = wish.controlPlanes + wish.workers;
  await eventually(`${wish.namespace}/${wish.name} has ${wanted} Machines that run`, async () => {
    const machines = await machinesOf(world, wish);
    return machines.length === wanted && machines.every(({ status }) => status?.['phase'] === 'Running') ? true : undefined;
  });
  await eventually(`${wish.namespace}/${wish.name} has ${wanted} Nodes`, async () =>
    (await readyNodes(world, wish)).length === wanted ? true : undefined,
  );
}

/** Applies the wish, and waits until its Nodes are Ready. */
export async function bringUp(world: World, wish: Wish): Promise<void> {
  await apply(world, wish.namespace, objectsOf(world, wish));
  await untilRunning(world, wish);
}

/** Deletes a cluster with what the wish made beside it, waits until it is gone, and says how many seconds that took. */
export async function deleteCluster({ kubectl }: World, { namespace, name }: Pick<Wish, 'namespace' | 'name'>): Promise<number> {
  const before = performance.now();
  await kubectl('-n', namespace, 'delete', 'cluster', name, '--timeout=300s');
  const seconds = (performance.now() - before) / 1000;
  await kubectl('-n', namespace, 'delete', 'devmachinetemplates,dockermachinetemplates,kubeadmconfigtemplates', '--all');
  return seconds;
}

/** The Machines of a cluster, by name. */
export async function machinesOf(
  { kubectl }: World,
  { namespace, name }: Pick<Wish, 'namespace' | 'name'>,
): Promise<readonly KubernetesItem[]> {
  return kubectl.items('-n', namespace, 'get', 'machines', '-l', `cluster.x-k8s.io/cluster-name=${name}`);
}

/** Names of the containers of a cluster, by its labels. */
export async function containersOf({ docker }: World, { namespace, name }: Pick<Wish, 'namespace' | 'name'>): Promise<readonly string[]> {
  const filters = [`label=docker.cluster.x-k8s.io/namespace=${namespace}`, `label=docker.cluster.x-k8s.io/cluster=${name}`];
  const printed = await docker('ps', '--all', ...filters.map((filter) => `--filter=${filter}`), '--format={{.Names}}');
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}

/** The container of a Machine, which is also what its Node is called. */
export function containerOf(machine: KubernetesItem): string {
  return /^docker:\/\/\/\/(.+)$/.exec(String(machine.spec?.['providerID']))?.[1] ?? '';
}

/** Name of the Node that a Machine became; empty as long as there is none. */
export const nodeOf = ({ status }: KubernetesItem): string => (status?.['nodeRef'] as { readonly name: string } | undefined)?.name ?? '';

export const isControlPlane = ({ metadata }: KubernetesItem): boolean => metadata.labels?.['cluster.x-k8s.io/control-plane'] !== undefined;

export const isReady = ({ status }: KubernetesItem): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;

/** Names of the Nodes of a workload cluster that are Ready; waits until all are. */
export async function readyNodes(world: World, { namespace, name }: Pick<Wish, 'namespace' | 'name'>): Promise<readonly string[]> {
  const workload = await world.workload(namespace, name);
  return eventually('every Node is Ready', async () => {
    const nodes = await workload.items('get', 'nodes');
    return nodes.every(isReady) ? nodes.map(({ metadata }) => metadata.name).toSorted() : undefined;
  });
}
