import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { eventually } from './eventually.ts';
import type { Kubectl, KubernetesItem } from './kubectl.ts';
import { kinds, ofKind, type Json } from './observed.ts';
import { repository } from './sandbox.ts';

/** What is left of a cluster when nothing changes any more, by kind, without what differs from run to run. */
export type EndState = Readonly<Record<string, readonly Json[]>>;

/** Milliseconds after which a controller has tried again whatever failed. */
const longestPause = 60_000;

/**
 * Creates the quick start in a namespace of its own, lets `strike` happen while it comes up, wants one worker more meanwhile, and waits
 * until all is there and still, and, as long as a retry may yet come, until it is as `expected`.
 */
export async function endStateAfter(
  kubectl: Kubectl,
  namespace: string,
  strike: () => Promise<void>,
  expected?: EndState,
): Promise<EndState> {
  const manifest = readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8');
  await kubectl('create', 'namespace', namespace);
  await kubectl.apply(manifest.replaceAll('quick-start', 'demo').replaceAll('namespace: default', `namespace: ${namespace}`));
  const machines = (): Promise<readonly KubernetesItem[]> => kubectl.items('-n', namespace, 'get', 'machines');
  await eventually('a Machine is there', async () => ((await machines()).length > 0 ? true : undefined));
  const struck = strike();
  await eventually('another worker is wanted', () => kubectl('-n', namespace, 'scale', 'machinedeployment', 'demo', '--replicas=4'), 180);
  await struck;
  await kubectl('-n', namespace, 'wait', 'cluster/demo', '--for=condition=Available', '--timeout=180s');
  await eventually('seven Machines run', async () => {
    const found = await machines();
    return found.length === 7 && found.every(({ status }) => status?.['phase'] === 'Running') ? true : undefined;
  });
  await eventually('every set of Machines counts them all', async () => {
    const sets = await kubectl.items('-n', namespace, 'get', 'machinesets,machinedeployments,kubeadmcontrolplanes');
    return sets.every(({ spec, status }) => status?.['availableReplicas'] === spec?.['replicas']) ? true : undefined;
  });
  const objects = (): Promise<readonly Json[]> => kubectl.items<Json>('-n', namespace, 'get', kinds.join(','));
  const settled = (): Promise<EndState> =>
    eventually('nothing changes any more', async () => {
      const before = await objects();
      // Counts are told within two seconds.
      await sleep(2500);
      const after = await objects();
      return JSON.stringify(before) === JSON.stringify(after) ? comparable(after, namespace) : undefined;
    });
  let found = await settled();
  // What failed under the fault is tried again with growing pauses, between which all stands still.
  const patience = performance.now() + longestPause;
  while (expected !== undefined && !isDeepStrictEqual(found, expected) && performance.now() < patience) found = await settled();
  return found;
}

function comparable(objects: readonly Json[], namespace: string): EndState {
  const anywhere = JSON.parse(JSON.stringify(objects).replaceAll(namespace, '<namespace>')) as readonly Json[];
  return Object.fromEntries(kinds.map((kind) => [kind, ofKind(anywhere, kind)]));
}

/** Deletes that cluster, and waits until nothing is left of it but its templates. */
export async function deleteCluster(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl('-n', namespace, 'delete', 'cluster', 'demo', '--timeout=120s');
  const owned = kinds.filter((kind) => !kind.endsWith('Template')).join(',');
  await eventually('every object of the cluster is gone', async () => {
    const left = await kubectl.items('-n', namespace, 'get', owned);
    if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
    return true;
  });
}
