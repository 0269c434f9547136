import { through, withoutMemory } from '../../testing/conversion.ts';
import { MachineSet } from '../machine-set/kind.ts';
import { MachineDeployment } from './kind.ts';

const cluster = { 'cluster.x-k8s.io/cluster-name': 'demo' };
const machine = {
  bootstrap: {
    configRef: { apiVersion: 'bootstrap.cluster.x-k8s.io/v1alpha2', kind: 'KubeadmConfigTemplate', name: 'w', namespace: 'team-a' },
  },
  infrastructureRef: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha2',
    kind: 'DockerMachineTemplate',
    name: 'w',
    namespace: 'team-a',
  },
  version: 'v1.15.3',
};
const template = { metadata: { labels: cluster }, spec: machine };
const inline = { bootstrap: { data: 'aGVsbG8=' }, infrastructureRef: machine.infrastructureRef };

interface More {
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}
const object = (kind: string, { metadata, spec, status }: More) => ({
  apiVersion: 'cluster.x-k8s.io/v1alpha2',
  kind,
  metadata: { name: 'workers', namespace: 'team-a', labels: cluster, ...metadata },
  spec: { replicas: 2, selector: { matchLabels: cluster }, template, ...spec },
  status: { replicas: 0, ...status },
});
const deployment = (more: More = {}) => object('MachineDeployment', more);
const set = (more: More = {}) => object('MachineSet', more);

const deadMetadata = {
  name: 'dead',
  generateName: 'dead-',
  namespace: 'elsewhere',
  ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: '1' }],
};
const drained = { 'machine.cluster.x-k8s.io.io/exclude-node-draining': '' };
const revisions = {
  'machinedeployment.clusters.k8s.io/revision': '3',
  'machinedeployment.clusters.k8s.io/revision-history': '1,2',
  'machinedeployment.clusters.k8s.io/desired-replicas': '2',
  'machinedeployment.clusters.k8s.io/max-replicas': '3',
};

describe('MachineDeployment and MachineSet of v1alpha2', () => {
  test.each([
    ['the book’s', MachineDeployment, deployment()],
    [
      'with everything set',
      MachineDeployment,
      deployment({
        metadata: { annotations: revisions },
        spec: {
          template: { metadata: { ...deadMetadata, labels: cluster, annotations: drained }, spec: { ...machine, metadata: deadMetadata } },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
          minReadySeconds: 5,
          revisionHistoryLimit: 1,
          progressDeadlineSeconds: 600,
          paused: true,
        },
        status: {
          observedGeneration: 2,
          selector: 'a=b',
          replicas: 2,
          updatedReplicas: 1,
          readyReplicas: 2,
          availableReplicas: 2,
          unavailableReplicas: 1,
        },
      }),
    ],
    ['with a strategy that nobody knows', MachineDeployment, deployment({ spec: { strategy: { type: 'Recreate' } } })],
    ['with data of its own', MachineDeployment, deployment({ spec: { template: { spec: inline } } })],
    [
      'with data that came from a config',
      MachineDeployment,
      deployment({ spec: { template: { spec: { ...machine, bootstrap: { ...machine.bootstrap, data: 'aGVsbG8=' } } } } }),
    ],
    ['the smallest', MachineSet, set()],
    [
      'with everything set',
      MachineSet,
      set({
        metadata: { annotations: revisions },
        spec: { deletePolicy: 'Newest', minReadySeconds: 5 },
        status: {
          fullyLabeledReplicas: 1,
          readyReplicas: 1,
          availableReplicas: 1,
          errorReason: 'InvalidConfiguration',
          errorMessage: 'bad',
        },
      }),
    ],
    ['with a policy that nobody knows', MachineSet, set({ spec: { deletePolicy: 'Prettiest' } })],
    [
      'that a MachineDeployment with data of its own made',
      MachineSet,
      set({ spec: { template: { spec: inline } }, metadata: { name: 'workers-x7k2p' } }),
    ],
    ['with data of its own', MachineSet, set({ spec: { template: { metadata: { labels: cluster }, spec: inline } } })],
  ])('%s (%p) comes back from the hub, and from v1beta1 by way of it, as it was', (_which, kind, old) => {
    expect(withoutMemory(through(kind, old, ['v1beta2', 'v1alpha2']))).toEqual(old);
    expect(withoutMemory(through(kind, old, ['v1beta2', 'v1beta1', 'v1beta2', 'v1alpha2']))).toEqual(old);
  });

  test.each([
    ['the label', {}, 'demo'],
    ['the template', { labels: {} }, 'tpl'],
  ])('take the name of their Cluster from %s, for themselves and for their Machines', (_source, metadata, name) => {
    const labelled = { metadata: { labels: { 'cluster.x-k8s.io/cluster-name': 'tpl' } }, spec: machine };
    const { spec } = through(MachineSet, set({ metadata, spec: { template: labelled } }), ['v1beta2']);
    expect(spec).toMatchObject({ clusterName: name, template: { spec: { clusterName: name } } });
  });

  test('take the name of their Cluster from the selector when nothing else tells', () => {
    const old = set({ metadata: { labels: {} }, spec: { template: { spec: machine } } });
    expect(through(MachineSet, old, ['v1beta2']).spec).toMatchObject({ clusterName: 'demo', template: { spec: { clusterName: 'demo' } } });
  });

  test('hand data of their own to every Machine, under a name that changes with the data', () => {
    const hubOf = (data: string) =>
      through(MachineDeployment, deployment({ spec: { template: { spec: { ...inline, bootstrap: { data } } } } }), ['v1beta2']);
    const hub = hubOf('aGVsbG8=');
    expect(hub.spec).toMatchObject({
      template: {
        metadata: { annotations: { 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data': 'aGVsbG8=' } },
        spec: { bootstrap: { dataSecretName: expect.stringMatching(/^workers-v1alpha2-bootstrap-data-[0-9a-f]{8}$/) } },
      },
    });
    expect(JSON.stringify(hubOf('d29ybGQ=').spec?.['template'])).not.toContain(
      (hub.spec as { template: { spec: { bootstrap: { dataSecretName: string } } } }).template.spec.bootstrap.dataSecretName,
    );
  });
});

test('A MachineSet shows the data of the MachineDeployment that made it, and goes on with the same Secret', () => {
  const { spec } = through(MachineDeployment, deployment({ spec: { template: { spec: inline } } }), ['v1beta2']);
  const { template: made } = spec as { template: object };
  const hub = { ...through(MachineSet, set({ metadata: { name: 'workers-x7k2p' } }), ['v1beta2']), spec: { ...spec, template: made } };
  expect(through(MachineSet, hub, ['v1alpha2']).spec).toMatchObject({ template: { spec: { bootstrap: { data: 'aGVsbG8=' } } } });
  expect(through(MachineSet, hub, ['v1alpha2', 'v1beta2'])).toEqual(hub);
});

describe('MachineDeployment of the hub', () => {
  const hub = {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'MachineDeployment',
    metadata: { name: 'workers', namespace: 'team-a' },
    spec: {
      clusterName: 'demo',
      replicas: 2,
      selector: { matchLabels: { a: 'b' } },
      deletion: { order: 'Oldest' },
      machineNaming: { template: '{{ .random }}' },
      remediation: { maxInFlight: 1 },
      paused: false,
      rollout: { after: '2026-01-01T00:00:00Z', strategy: { type: 'OnDelete' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: {
          clusterName: 'demo',
          bootstrap: { configRef: { apiGroup: 'b.io', kind: 'Config', name: 'w-0' }, dataSecretName: 'w-0' },
          infrastructureRef: { apiGroup: 'i.io', kind: 'Infra', name: 'w-0' },
          failureDomain: 'a',
          minReadySeconds: 0,
          taints: [{ key: 'a', effect: 'NoExecute', propagation: 'Always' }],
        },
      },
    },
    status: {
      replicas: 2,
      readyReplicas: 1,
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' }],
      deprecated: { v1beta1: { updatedReplicas: 1, readyReplicas: 0, availableReplicas: 0, unavailableReplicas: 0 } },
    },
  };

  test('comes back from v1alpha2 as it was', () => {
    expect(through(MachineDeployment, hub, ['v1alpha2', 'v1beta2'])).toEqual(hub);
  });

  test('rolls out as a v1alpha2 client says once it says so', () => {
    const shown = through(MachineDeployment, hub, ['v1alpha2']);
    const edited = { ...shown, spec: { ...shown.spec, strategy: { type: 'RollingUpdate' } } };
    expect(through(MachineDeployment, edited, ['v1beta2']).spec).toMatchObject({ rollout: { strategy: { type: 'RollingUpdate' } } });
  });
});
