import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KubernetesItem } from '../../harness/kubectl.ts';
import { sharedFolder, whyNothingShared } from '../../harness/shared.ts';
import { describeStory } from '../../harness/story.ts';
import { containersOf, isReady } from '../harness/clusters.ts';
import { eventually } from '../harness/eventually.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const cluster = { namespace: 'default', name: 'capi-quickstart' };
const clusters = 'clusters.v1alpha2.cluster.x-k8s.io';

describeStory(
  'the quick start of the first book, on real containers',
  () => {
    const text = (step: string): string =>
      readFileSync(join(sharedFolder, 'fixtures/book-v1alpha2', step), 'utf8').replaceAll('v1.15.3', world.versions[0]);

    test('becomes a running cluster with nothing changed but the version', async () => {
      await world.kubectl.apply(text('01-cluster.yaml'));
      await world.kubectl.apply(text('02-controlplane-machine.yaml'));
      await eventually('the control plane is initialized', async () => {
        const { status } = await world.kubectl.json<KubernetesItem>('get', clusters, cluster.name);
        return status?.['controlPlaneInitialized'] === true ? true : undefined;
      });
      await world.kubectl.apply(text('03-workers.yaml'));
      const workload = await world.workload(cluster.namespace, cluster.name);
      const nodes = await eventually('two Nodes are Ready', async () => {
        const found = await workload.items('get', 'nodes');
        return found.length === 2 && found.every(isReady) ? found : undefined;
      });
      expect(nodes.map(({ metadata }) => metadata.name)).toContain('capi-quickstart-controlplane-0');
      await eventually('two Machines run', async () => {
        const machines = await world.kubectl.items('get', 'machines.v1alpha2.cluster.x-k8s.io');
        const ours = machines.filter(({ metadata }) => metadata.name.startsWith(cluster.name));
        return ours.length === 2 && ours.every(({ status }) => status?.['phase'] === 'running') ? true : undefined;
      });
    });

    test('is deleted without a trace', async () => {
      await world.kubectl('delete', clusters, cluster.name, '--timeout=300s');
      expect(await containersOf(world, cluster)).toEqual([]);
      await world.kubectl(
        'delete',
        'dockermachinetemplates.v1alpha2.infrastructure.cluster.x-k8s.io,kubeadmconfigtemplates.v1alpha2.bootstrap.cluster.x-k8s.io',
        '--all',
      );
    });
  },
  { unless: whyNothingShared },
);
