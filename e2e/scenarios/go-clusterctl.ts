import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { goClusterctl, whyNoGoClusterctl } from '../go-clusterctl/build.ts';
import type { Kubectl, KubernetesItem } from '../harness/kubectl.ts';
import { whyNoInstallation } from '../harness/management-api.ts';
import { startManagementCluster, type ManagementCluster } from '../harness/management-cluster.ts';
import { release } from '../harness/released.ts';
import { run } from '../harness/run.ts';
import { apiServerKind } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

interface InventoryEntry extends KubernetesItem {
  readonly version: string;
}

const reason = (): string | undefined =>
  apiServerKind === 'real' ? (whyNoInstallation() ?? whyNoGoClusterctl()) : 'it is told by the lane with the real API server';

describeStory(
  "upstream's clusterctl and our releases",
  () => {
    let cluster: ManagementCluster;
    let kubectl: Kubectl;
    let folder: string;
    let program: string;
    beforeAll(async () => {
      program = goClusterctl();
      folder = mkdtempSync(join(tmpdir(), 'capi-release-'));
      await release('v0.1.0', folder);
      // The kinds of cert-manager are all there is of it, and clusterctl should not look for more.
      appendFileSync(join(folder, 'clusterctl.yaml'), 'cert-manager: { externallyProvisioned: true }\n');
      cluster = await startManagementCluster();
      ({ kubectl } = cluster);
    }, 900_000);
    afterAll(async () => {
      await cluster?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function clusterctl(...args: string[]): Promise<string> {
      const { code, stdout, stderr } = await run(program, [...args, '--config', join(folder, 'clusterctl.yaml')], {
        ...process.env,
        KUBECONFIG: cluster.kubeconfig,
        CAPI_RELEASES: folder,
        CLUSTERCTL_DISABLE_VERSIONCHECK: 'true',
      });
      if (code !== 0) throw new Error(`clusterctl ${args.join(' ')} ended with ${code}: ${stderr}`);
      return stdout;
    }
    const installed = async (): Promise<Record<string, string>> => {
      const entries = await kubectl.items<InventoryEntry>('get', 'providers.clusterctl.cluster.x-k8s.io', '-A');
      return Object.fromEntries(entries.map(({ metadata, version }) => [`${metadata.namespace}/${metadata.name}`, version]));
    };
    const all = (version: string): Record<string, string> => ({
      'capi-system/cluster-api': version,
      'capi-kubeadm-bootstrap-system/bootstrap-kubeadm': version,
      'capi-kubeadm-control-plane-system/control-plane-kubeadm': version,
      'capd-system/infrastructure-docker': version,
    });

    test('init installs the four providers, which come up', async () => {
      await clusterctl('init', '--infrastructure', 'docker', '--wait-providers');
      expect(await installed()).toEqual(all('v0.1.0'));
      expect(await kubectl('get', 'deployments', '-A', '-o', 'yaml')).not.toContain('${');
    });

    test('generate cluster makes a cluster of our templates', async () => {
      const generate = (flavor: string, ...flags: string[]): Promise<string> =>
        clusterctl(
          'generate',
          'cluster',
          'demo',
          '--flavor',
          flavor,
          '--infrastructure',
          'docker',
          '--kubernetes-version',
          'v1.34.0',
          ...flags,
        );
      expect((await kubectl.attempt(['apply', '--dry-run=server', '-f', '-'], await generate('development'))).stderr).toBe('');
      await kubectl.apply(await generate('in-memory', '--worker-machine-count', '2'));
      await kubectl('wait', 'cluster/demo', '--for=condition=Available', '--timeout=120s');
      expect(await clusterctl('describe', 'cluster', 'demo')).toMatch(/Cluster default\/demo +.*\n.*KubeadmControlPlane default\/demo/s);
      expect(await clusterctl('get', 'kubeconfig', 'demo')).toMatch(/^ +server: https:/m);
    });

    test('upgrade finds the next release and installs it', async () => {
      await release('v0.2.0', folder);
      appendFileSync(join(folder, 'clusterctl.yaml'), 'cert-manager: { externallyProvisioned: true }\n');
      expect(await clusterctl('upgrade', 'plan')).toMatch(/cluster-api +capi-system +CoreProvider +v0\.1\.0 +v0\.2\.0/);
      await clusterctl('upgrade', 'apply', '--contract', 'v1beta2', '--wait-providers');
      expect(await installed()).toEqual(all('v0.2.0'));
      await kubectl('wait', 'cluster/demo', '--for=condition=Available', '--timeout=60s');
      await kubectl('scale', 'machinedeployment', 'demo', '--replicas=3');
      await kubectl('wait', 'machinedeployment/demo', '--for=jsonpath={.status.availableReplicas}=3', '--timeout=60s');
    });

    test('delete leaves the kinds, and takes the rest', async () => {
      await kubectl('delete', 'cluster', 'demo', '--timeout=90s');
      // Roles go together with the provider: what it asks for between the two is denied.
      expect(cluster.denied()).toEqual([]);
      await clusterctl('delete', '--infrastructure', 'docker');
      expect(Object.keys(await installed())).not.toContain('capd-system/infrastructure-docker');
      expect(await kubectl('get', 'deployments', '-n', 'capd-system', '--no-headers', '--ignore-not-found')).toBe('');
      expect(await kubectl('get', 'crd', 'devclusters.infrastructure.cluster.x-k8s.io', '-o', 'name')).toMatch(/devclusters/);
    });
  },
  { unless: reason },
);
