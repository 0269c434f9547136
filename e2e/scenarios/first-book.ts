import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { eventually } from '../harness/eventually.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { sharedFolder, whyNothingShared } from '../harness/shared.ts';
import { describeStory } from '../harness/story.ts';

const steps = ['01-cluster.yaml', '02-controlplane-machine.yaml', '03-workers.yaml'];
const plurals: Readonly<Record<string, string>> = {
  Cluster: 'clusters.v1alpha2.cluster.x-k8s.io',
  Machine: 'machines.v1alpha2.cluster.x-k8s.io',
  MachineDeployment: 'machinedeployments.v1alpha2.cluster.x-k8s.io',
  KubeadmConfig: 'kubeadmconfigs.v1alpha2.bootstrap.cluster.x-k8s.io',
  KubeadmConfigTemplate: 'kubeadmconfigtemplates.v1alpha2.bootstrap.cluster.x-k8s.io',
  DockerCluster: 'dockerclusters.v1alpha2.infrastructure.cluster.x-k8s.io',
  DockerMachine: 'dockermachines.v1alpha2.infrastructure.cluster.x-k8s.io',
  DockerMachineTemplate: 'dockermachinetemplates.v1alpha2.infrastructure.cluster.x-k8s.io',
};

describeStory(
  'the quick start of the first book',
  () => {
    let sandbox: RunningSandbox;
    beforeAll(async () => {
      sandbox = await startSandbox(['--no-quick-start', '--simulate-docker']);
    });
    afterAll(() => sandbox.stop());
    const text = (step: string): string => readFileSync(join(sharedFolder, 'fixtures/book-v1alpha2', step), 'utf8');

    test('becomes a running cluster', async () => {
      await sandbox.kubectl.apply(text('01-cluster.yaml'));
      await sandbox.kubectl.apply(text('02-controlplane-machine.yaml'));
      await eventually('the control plane is initialized', async () => {
        const cluster = await sandbox.kubectl.json<KubernetesItem>('get', plurals['Cluster'] ?? '', 'capi-quickstart');
        return cluster.status?.['controlPlaneInitialized'] === true ? true : undefined;
      });
      await sandbox.kubectl.apply(text('03-workers.yaml'));
      await eventually('two Machines run', async () => {
        const machines = await sandbox.kubectl.items('get', plurals['Machine'] ?? '');
        return machines.length === 2 && machines.every(({ status }) => status?.['phase'] === 'running') ? true : undefined;
      });
      const workload = await sandbox.workload('capi-quickstart');
      const nodes = await workload.items('get', 'nodes');
      expect(nodes).toHaveLength(2);
    });

    test('reads back as it was applied', async () => {
      for (const step of steps) {
        for (const document of parseAllDocuments(text(step))) {
          const applied = document.toJS() as KubernetesItem;
          const read = await sandbox.kubectl.json<KubernetesItem>('get', plurals[applied.kind] ?? '', applied.metadata.name);
          expect(read.apiVersion).toBe(applied.apiVersion);
          // What a webhook fills in stands beside what was applied.
          if (applied.spec !== undefined) expect(read.spec).toMatchObject(applied.spec);
          expect(read.metadata.labels ?? {}).toMatchObject(applied.metadata.labels ?? {});
        }
      }
    });

    test.each(['v1beta1', 'v1beta2'])('is valid as %s, too', async (version) => {
      for (const plural of Object.values(plurals)) {
        const resource = plural.replace('v1alpha2', version);
        for (const item of await sandbox.kubectl.items('get', resource)) {
          const { code, stderr } = await sandbox.kubectl.attempt(['replace', '--dry-run=server', '-f', '-'], JSON.stringify(item));
          expect({ resource, code, stderr: stderr.replaceAll(/^Warning: .*\n?/gm, '') }).toEqual({ resource, code: 0, stderr: '' });
        }
      }
    });

    test('is deleted without a trace', async () => {
      await sandbox.kubectl('delete', plurals['Cluster'] ?? '', 'capi-quickstart', '--timeout=60s');
      expect(await sandbox.kubectl.items('get', 'machines,dockermachines,dockerclusters,kubeadmconfigs')).toEqual([]);
    });
  },
  { unless: whyNothingShared },
);
