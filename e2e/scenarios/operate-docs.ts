import { documentedCommands } from '../harness/documented.ts';
import { eventually } from '../harness/eventually.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { whyNoInstallation } from '../harness/management-api.ts';
import { startManagementCluster, type ManagementCluster } from '../harness/management-cluster.ts';
import { run } from '../harness/run.ts';
import { repository } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const install = documentedCommands('docs/operate/install.md');
const upgrade = documentedCommands('docs/operate/upgrade.md');

/** Types the commands of a section, as a reader of the page would, in the folder of the repository. */
async function follow(cluster: ManagementCluster, page: ReadonlyMap<string, readonly string[]>, section: string): Promise<string> {
  const commands = page.get(section);
  if (commands === undefined) throw new Error(`the page has no commands under "${section}"`);
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
  let printed = '';
  for (const command of commands) {
    const { code, stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', `cd ${repository}; ${command}`], env);
    if (code !== 0) throw new Error(`under "${section}" this ended with ${code}:\n${command}\n${stdout}${stderr}`);
    printed += stdout;
  }
  return printed;
}

const versions = async ({ kubectl }: ManagementCluster): Promise<readonly string[]> => {
  const deployments = await kubectl.items<KubernetesItem>('get', 'deployments', '-A', '-l', 'cluster.x-k8s.io/provider');
  return deployments.map(({ spec }) => /"image":"[^"]*:(v[^"]+)"/.exec(JSON.stringify(spec))?.[1] ?? '');
};

describeStory(
  'who follows the pages for operators',
  () => {
    let cluster: ManagementCluster;
    beforeAll(async () => {
      cluster = await startManagementCluster();
    });
    afterAll(() => cluster?.stop());

    test('installs the four providers with kubectl', async () => {
      await follow(cluster, install, 'Make a release');
      await follow(cluster, install, 'With kubectl');
      expect(cluster.pods().map(({ app }) => app)).toHaveLength(4);
    });

    test('gets a first cluster', async () => {
      expect(await follow(cluster, install, 'The first cluster')).toMatch(/cluster\.cluster\.x-k8s\.io\/quick-start .*True/);
    });

    test('sees that all is well', async () => {
      expect(await follow(cluster, install, 'See whether all is well')).toMatch(
        /controller-leader-election-capi +capi-controller-manager-/,
      );
    });

    test('has two replicas', async () => {
      await follow(cluster, install, 'Two replicas');
      expect(cluster.pods().filter(({ app }) => app === 'core')).toHaveLength(2);
    });

    test('lets another provider in', async () => {
      await follow(cluster, install, 'Other providers');
      const question = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user: 'system:serviceaccount:capi-system:capi-manager',
          resourceAttributes: { group: 'acme.example.com', resource: 'anvils', verb: 'patch' },
        },
      };
      // What the role of the core provider is made of follows a moment later.
      await eventually('the core provider may patch anvils', async () => {
        const { stdout } = await cluster.kubectl.attempt(
          ['create', '--validate=false', '-f', '-', '-o', 'jsonpath={.status.allowed}'],
          JSON.stringify(question),
        );
        return stdout === 'true' ? true : undefined;
      });
    });

    test('sees in a line or two what another release changes, and upgrades', async () => {
      const difference = await follow(cluster, upgrade, 'Look at what would change');
      expect(difference).toMatch(/^\+ +image: localhost\/cluster-api\/cluster-api-controller:v0\.2\.0$/m);
      const machines = await cluster.kubectl('get', 'machines', '-o', 'name');
      await follow(cluster, upgrade, 'One provider after the other');
      await follow(cluster, upgrade, 'See whether all is well');
      expect(await versions(cluster)).toEqual(['v0.2.0', 'v0.2.0', 'v0.2.0', 'v0.2.0']);
      expect(await cluster.kubectl('get', 'machines', '-o', 'name')).toBe(machines);
      expect(await follow(cluster, upgrade, 'Stored versions')).toMatch(/KubeadmControlPlane +\[v1beta2\]/);
    });

    test('goes back', async () => {
      await follow(cluster, upgrade, 'Back');
      expect((await versions(cluster)).toSorted()).toEqual(['v0.1.0', 'v0.2.0', 'v0.2.0', 'v0.2.0']);
      await cluster.kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=60s');
    });

    test('was denied nothing, and can take it all away', async () => {
      expect(cluster.denied()).toEqual([]);
      await follow(cluster, install, 'Uninstall');
      expect(await cluster.kubectl('get', 'crd', '-l', 'cluster.x-k8s.io/provider', '--ignore-not-found')).toBe('');
      expect(await cluster.kubectl('get', 'deployments', '-A', '-l', 'cluster.x-k8s.io/provider', '--ignore-not-found')).toBe('');
    });
  },
  { unless: whyNoInstallation },
);

describeStory(
  'who has no cert-manager',
  () => {
    let cluster: ManagementCluster;
    beforeAll(async () => {
      cluster = await startManagementCluster({ certManager: false });
    });
    afterAll(() => cluster?.stop());

    test('installs providers that keep their own certificates', async () => {
      await follow(cluster, install, 'Make a release');
      await follow(cluster, install, 'Without cert-manager');
      const secrets = await cluster.kubectl.items<KubernetesItem>('get', 'secrets', '-A', '--field-selector', 'type=kubernetes.io/tls');
      expect(secrets.map(({ metadata }) => metadata.name).toSorted()).toEqual([
        'capd-webhook-service-cert',
        'capi-kubeadm-bootstrap-webhook-service-cert',
        'capi-kubeadm-control-plane-webhook-service-cert',
        'capi-webhook-service-cert',
      ]);
    });

    test('gets a first cluster', async () => {
      await follow(cluster, install, 'The first cluster');
      expect(cluster.denied()).toEqual([]);
    });
  },
  { unless: whyNoInstallation },
);
