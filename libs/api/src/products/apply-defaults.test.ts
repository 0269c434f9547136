import { ClusterResourceSet } from '../addons/cluster-resource-set/kind.ts';
import { KubeadmConfig } from '../bootstrap/kubeadm-config/kind.ts';
import { KubeadmControlPlane } from '../controlplane/kubeadm-control-plane/kind.ts';
import { Cluster } from '../core/cluster/kind.ts';
import { MachineDeployment } from '../core/machine-deployment/kind.ts';
import { MachineHealthCheck } from '../core/machine-health-check/kind.ts';
import { MachinePool } from '../core/machine-pool/kind.ts';
import { MachineSet } from '../core/machine-set/kind.ts';
import { Machine } from '../core/machine/kind.ts';
import { DevClusterTemplate } from '../infrastructure/dev-cluster-template/kind.ts';
import { DevCluster } from '../infrastructure/dev-cluster/kind.ts';
import { DevMachine } from '../infrastructure/dev-machine/kind.ts';
import { DockerCluster } from '../infrastructure/docker-cluster/kind.ts';
import type { KubernetesObject, ObjectMeta } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';
import { ExtensionConfig } from '../runtime/extension-config/kind.ts';
import type { KindDeclaration } from '../schema/define-kind.ts';
import { applyDefaults } from './apply-defaults.ts';

type AnyKind = Resource & { readonly declaration: KindDeclaration };

/** Fields of the object after defaulting; the kind is given loosely, since the cases hold objects of many kinds. */
const defaulted = (kind: unknown, spec: object, metadata: Partial<ObjectMeta> = {}, before?: object) => {
  const { group, version, kind: name } = kind as AnyKind;
  const object = (content: object) =>
    ({ apiVersion: `${group}/${version}`, kind: name, metadata: { name: 'a', ...metadata }, spec: content }) as KubernetesObject;
  return applyDefaults(kind as AnyKind, object(spec) as never, before === undefined ? undefined : (object(before) as never));
};

const machine = { clusterName: 'demo', bootstrap: {}, infrastructureRef: { apiGroup: 'x', kind: 'y', name: 'z' } };
const owner = { clusterName: 'demo', selector: {}, template: { spec: { ...machine, version: '1.34.0' } } };
const clusterLabel = { 'cluster.x-k8s.io/cluster-name': 'demo' };

describe('defaults', () => {
  test.each<{ rule: string; kind: unknown; spec: object; expected: object }>([
    {
      rule: 'label a Machine with its Cluster, complete its version, and bound the deletion of its Node',
      kind: Machine,
      spec: { ...machine, version: '1.34.0' },
      expected: { metadata: { labels: clusterLabel }, spec: { version: 'v1.34.0', deletion: { nodeDeletionTimeoutSeconds: 10 } } },
    },
    {
      rule: 'keep a bound of 0, which means for ever',
      kind: Machine,
      spec: { ...machine, deletion: { nodeDeletionTimeoutSeconds: 0 } },
      expected: { spec: { deletion: { nodeDeletionTimeoutSeconds: 0 } } },
    },
    {
      rule: 'give a MachineSet one replica and a label to select by',
      kind: MachineSet,
      spec: owner,
      expected: {
        metadata: { labels: clusterLabel },
        spec: {
          replicas: 1,
          selector: { matchLabels: { 'cluster.x-k8s.io/set-name': 'a' } },
          template: { metadata: { labels: { 'cluster.x-k8s.io/set-name': 'a' } }, spec: { version: 'v1.34.0' } },
        },
      },
    },
    {
      rule: 'leave a selector that selects something',
      kind: MachineSet,
      spec: { ...owner, selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
      expected: { spec: { selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } } },
    },
    {
      rule: 'select the Machines of a MachineDeployment by name and Cluster, and roll out one by one',
      kind: MachineDeployment,
      spec: owner,
      expected: {
        spec: {
          replicas: 1,
          selector: { matchLabels: { 'cluster.x-k8s.io/deployment-name': 'a', ...clusterLabel } },
          template: { metadata: { labels: { 'cluster.x-k8s.io/deployment-name': 'a', ...clusterLabel } } },
          rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
        },
      },
    },
    {
      rule: 'keep what a rollout says already',
      kind: MachineDeployment,
      spec: { ...owner, rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } } },
      expected: { spec: { rollout: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } } } },
    },
    {
      rule: 'leave OnDelete without bounds',
      kind: MachineDeployment,
      spec: { ...owner, rollout: { strategy: { type: 'OnDelete' } } },
      expected: { spec: { rollout: { strategy: { type: 'OnDelete' } } } },
    },
    {
      rule: 'take an empty strategy for an absent one, and leave an unknown one to the schema',
      kind: MachineDeployment,
      spec: { ...owner, rollout: { strategy: { type: '' } } },
      expected: { spec: { rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } } },
    },
    {
      rule: 'give a MachinePool one replica and bound the deletion of its Nodes',
      kind: MachinePool,
      spec: owner,
      expected: {
        metadata: { labels: clusterLabel },
        spec: { replicas: 1, template: { spec: { version: 'v1.34.0', deletion: { nodeDeletionTimeoutSeconds: 10 } } } },
      },
    },
    {
      rule: 'give Nodes ten minutes to come up',
      kind: MachineHealthCheck,
      spec: { clusterName: 'demo', selector: {} },
      expected: { metadata: { labels: clusterLabel }, spec: { checks: { nodeStartupTimeoutSeconds: 600 } } },
    },
    {
      rule: 'apply resources once',
      kind: ClusterResourceSet,
      spec: { clusterSelector: {}, resources: [] },
      expected: { spec: { strategy: 'ApplyOnce' } },
    },
    {
      rule: 'take all namespaces and the port of HTTPS for an extension behind a Service',
      kind: ExtensionConfig,
      spec: { clientConfig: { service: { name: 'a', namespace: 'b' } } },
      expected: { spec: { namespaceSelector: {}, clientConfig: { service: { name: 'a', namespace: 'b', port: 443 } } } },
    },
    {
      rule: 'give a control plane one replica and a rolling update of one more',
      kind: KubeadmControlPlane,
      spec: { version: '1.34.0', machineTemplate: { spec: { infrastructureRef: machine.infrastructureRef } } },
      expected: {
        spec: { replicas: 1, version: 'v1.34.0', rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } },
      },
    },
    {
      rule: 'complete the version of a topology',
      kind: Cluster,
      spec: { topology: { version: '1.34.0' } },
      expected: { spec: { topology: { version: 'v1.34.0' } } },
    },
    {
      rule: 'give a DockerCluster a port and settle who may use its failure domains',
      kind: DockerCluster,
      spec: { failureDomains: [{ name: 'a' }, { name: 'b', controlPlane: true }] },
      expected: {
        spec: {
          controlPlaneEndpoint: { port: 6443 },
          failureDomains: [
            { name: 'a', controlPlane: false },
            { name: 'b', controlPlane: true },
          ],
        },
      },
    },
    {
      rule: 'take docker where a DevCluster names no backend',
      kind: DevCluster,
      spec: {},
      expected: { spec: { backend: { docker: {} }, controlPlaneEndpoint: { port: 6443 } } },
    },
    {
      rule: 'take docker where a DevMachine names no backend',
      kind: DevMachine,
      spec: {},
      expected: { spec: { backend: { docker: {} } } },
    },
    {
      rule: 'reach into templates',
      kind: DevClusterTemplate,
      spec: { template: { spec: {} } },
      expected: { spec: { template: { spec: { backend: { docker: {} } } } } },
    },
    {
      rule: 'come from the schema as well, where the object around them is there',
      kind: KubeadmConfig,
      spec: { clusterConfiguration: { apiServer: { extraEnvs: [{ name: 'A', valueFrom: { secretKeyRef: { key: 'k' } } }] } } },
      expected: { spec: { clusterConfiguration: { apiServer: { extraEnvs: [{ valueFrom: { secretKeyRef: { key: 'k', name: '' } } }] } } } },
    },
  ])('$rule', ({ kind, spec, expected }) => {
    const once = defaulted(kind, spec);
    expect(once).toMatchObject(expected);
    expect(applyDefaults(kind as AnyKind, once as never)).toEqual(once);
  });

  test.each([Machine, MachineSet, MachineDeployment, MachinePool, MachineHealthCheck, ClusterResourceSet, ExtensionConfig])(
    'take a $kind that lacks everything, since admission comes before the schema',
    (kind) => expect(() => defaulted(kind, undefined as never)).not.toThrow(),
  );

  test('do not bound the port of a simulated cluster', () => {
    expect(defaulted(DevCluster, { backend: { inMemory: {} } })).toHaveProperty('spec', { backend: { inMemory: {} } });
  });
});

describe('default of replicas', () => {
  const bounds = {
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '2',
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '5',
  };
  const replicas = (annotations: Record<string, string>, before?: object) =>
    (defaulted(MachineSet, owner, { annotations }, before) as { spec?: { replicas?: number } }).spec?.replicas;

  test.each<{ rule: string; before?: object; expected: number }>([
    { rule: 'is the lower bound for a new object', expected: 2 },
    { rule: 'is the lower bound where the old object had none', before: { ...owner }, expected: 2 },
    { rule: 'is the lower bound where the old number was below', before: { ...owner, replicas: 1 }, expected: 2 },
    { rule: 'is the upper bound where the old number was above', before: { ...owner, replicas: 9 }, expected: 5 },
    { rule: 'is the old number within the bounds', before: { ...owner, replicas: 4 }, expected: 4 },
  ])('$rule', ({ before, expected }) => expect(replicas(bounds, before)).toBe(expected));

  test('is 1 with one bound only', () => expect(replicas({ 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '2' })).toBe(1));
  test('looks at a bound only beside the other one', () => {
    expect(replicas({ 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': 'many' })).toBe(1);
  });
  test('refuses a bound that is no number', () => {
    const wrong = { ...bounds, 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': 'many' };
    expect(() => replicas(wrong)).toThrow(
      'annotation cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size is "many"; give a whole number',
    );
  });
});
