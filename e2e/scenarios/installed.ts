import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '../harness/eventually.ts';
import type { Kubectl, KubernetesItem } from '../harness/kubectl.ts';
import { whyNoInstallation } from '../harness/management-api.ts';
import { startManagementCluster, type ManagementCluster } from '../harness/management-cluster.ts';
import { installManifests, release } from '../harness/released.ts';
import { repository } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const leases: Readonly<Record<string, string>> = {
  core: 'controller-leader-election-capi',
  'kubeadm-bootstrap': 'kubeadm-bootstrap-manager-leader-election-capi',
  'kubeadm-control-plane': 'kubeadm-control-plane-manager-leader-election-capi',
  capd: 'controller-leader-election-capd',
};

describeStory(
  'four providers as their manifests install them',
  () => {
    let cluster: ManagementCluster;
    let kubectl: Kubectl;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'capi-release-'));
      await release('v0.1.0', folder);
      cluster = await startManagementCluster();
      ({ kubectl } = cluster);
      for (const file of installManifests('v0.1.0', folder)) await kubectl('apply', '-f', file);
      await kubectl('wait', 'deployment', '-A', '-l', 'cluster.x-k8s.io/provider', '--for=condition=Available', '--timeout=90s');
    });
    afterAll(async () => {
      await cluster?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const running = async (selector: string, count: number, version?: string): Promise<true | undefined> => {
      const found = await kubectl.items('get', 'machines', '-l', selector);
      const ready = found.filter(
        ({ spec, status }) => status?.['phase'] === 'Running' && (version === undefined || spec?.['version'] === version),
      );
      return found.length === count && ready.length === count ? true : undefined;
    };
    const controlPlane = 'cluster.x-k8s.io/control-plane';
    const workers = `!${controlPlane}`;

    test('each holds the lease that upstream has, in its own namespace', async () => {
      for (const { app, namespace, name } of cluster.pods()) {
        const lease = await eventually(`the lease of ${app}`, () =>
          kubectl.json<KubernetesItem>('get', 'lease', leases[app] ?? '', '-n', namespace),
        );
        expect(lease.spec?.['holderIdentity']).toMatch(new RegExp(`^${name}_`));
      }
    });

    test('the quick start becomes available', async () => {
      await kubectl.apply(readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8'));
      await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
      await eventually('three control-plane Machines run', () => running(controlPlane, 3));
      await eventually('three workers run', () => running(workers, 3));
    });

    test('webhooks refuse what breaks a rule', async () => {
      const { code, stderr } = await kubectl.attempt(['scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=2']);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/validation-scale\.kubeadmcontrolplane\.controlplane\.cluster\.x-k8s\.io/);
    });

    test('objects of the older version are converted', async () => {
      const old = await kubectl.json<KubernetesItem>('get', 'clusters.v1beta1.cluster.x-k8s.io', 'quick-start');
      expect(old.apiVersion).toBe('cluster.x-k8s.io/v1beta1');
      expect(old.status?.['controlPlaneReady']).toBe(true);
    });

    test('it is scaled', async () => {
      await kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=4');
      await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=1');
      await eventually('one control-plane Machine runs', () => running(controlPlane, 1));
      await eventually('four workers run', () => running(workers, 4));
    });

    test('it is upgraded', async () => {
      await kubectl('patch', 'kubeadmcontrolplane', 'quick-start', '--type=merge', '-p', '{"spec":{"version":"v1.34.1"}}');
      await eventually('the control plane runs v1.34.1', () => running(controlPlane, 1, 'v1.34.1'), 120);
      const template = '{"spec":{"template":{"spec":{"version":"v1.34.1"}}}}';
      await kubectl('patch', 'machinedeployment', 'quick-start', '--type=merge', '-p', template);
      await eventually('the workers run v1.34.1', () => running(workers, 4, 'v1.34.1'), 120);
    });

    test('diagnostics are for those who may have them', async () => {
      await kubectl('create', 'namespace', 'monitoring');
      await kubectl('create', 'serviceaccount', 'scraper', '-n', 'monitoring');
      await kubectl('create', 'clusterrole', 'metrics-reader', '--verb=get', '--non-resource-url=/metrics');
      await kubectl('create', 'clusterrolebinding', 'scraper', '--clusterrole=metrics-reader', '--serviceaccount=monitoring:scraper');
      const token = (await kubectl('create', 'token', 'scraper', '-n', 'monitoring')).trim();
      for (const { diagnostics } of cluster.pods()) {
        expect(await ask(diagnostics, '/metrics')).toMatchObject({ status: 401 });
        expect(await ask(diagnostics, '/debug/pprof/', token)).toMatchObject({ status: 403 });
        const metrics = await ask(diagnostics, '/metrics', token);
        expect(metrics.status).toBe(200);
        expect(metrics.body).toMatch(/^controller_runtime_reconcile_total\{/m);
      }
    });

    test('it is deleted, and nothing of it stays', async () => {
      await kubectl('delete', 'cluster', 'quick-start', '--timeout=120s');
      const kinds =
        'clusters,machines,machinesets,machinedeployments,kubeadmcontrolplanes,kubeadmconfigs,kubeadmconfigtemplates,devclusters,devmachines,devmachinetemplates,secrets';
      await eventually('every object of the cluster is gone', async () => {
        const left = (await kubectl.items('get', kinds)).filter(({ metadata }) => metadata.name.startsWith('quick-start'));
        if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
        return true;
      });
    });

    test('no request was one that a role does not allow', () => {
      expect(cluster.denied()).toEqual([]);
    });
  },
  { unless: whyNoInstallation },
);

/** Over HTTPS with a certificate that nobody vouches for, as scrapers are set up. */
function ask(address: string, path: string, token?: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const asked = request(`https://${address}${path}`, { headers, rejectUnauthorized: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
