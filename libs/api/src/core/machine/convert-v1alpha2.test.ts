import { installedWithoutV1Alpha2, through, withoutMemory } from '../../testing/conversion.ts';
import { Machine } from './kind.ts';

const old = (more: { readonly metadata?: object; readonly spec?: object; readonly status?: object } = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1alpha2',
  kind: 'Machine',
  metadata: { name: 'cp-0', namespace: 'team-a', labels: { 'cluster.x-k8s.io/cluster-name': 'demo' }, ...more.metadata },
  spec: {
    bootstrap: {
      configRef: { apiVersion: 'bootstrap.cluster.x-k8s.io/v1alpha2', kind: 'KubeadmConfig', name: 'cp-0', namespace: 'team-a' },
    },
    infrastructureRef: {
      apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha2',
      kind: 'DockerMachine',
      name: 'cp-0',
      namespace: 'team-a',
    },
    version: 'v1.15.3',
    ...more.spec,
  },
  ...(more.status === undefined ? {} : { status: more.status }),
});
const inline = (data: string, metadata: object = {}) => old({ metadata, spec: { bootstrap: { data } } });
const hubOf = (machine: object) => through(Machine, machine, ['v1beta2']);
const sideData = 'conversion.cluster.x-k8s.io/v1alpha2-data';
const inlineData = 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data';

describe('Machine of v1alpha2 in the hub', () => {
  test('has the Machine of the first book as it would be written today', () => {
    expect(hubOf(old())).toEqual({
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      metadata: { name: 'cp-0', namespace: 'team-a', labels: { 'cluster.x-k8s.io/cluster-name': 'demo' } },
      spec: {
        clusterName: 'demo',
        bootstrap: { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name: 'cp-0' } },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DockerMachine', name: 'cp-0' },
        version: 'v1.15.3',
      },
    });
  });

  test.each([
    ['the label', { labels: { 'cluster.x-k8s.io/cluster-name': 'demo' } }, 'demo'],
    [
      'the owner, without a label',
      { labels: {}, ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1alpha2', kind: 'Cluster', name: 'mine', uid: '1' }] },
      'mine',
    ],
    ['nothing, so that admission can refuse it', { labels: {} }, undefined],
    [
      'an owner that is no Cluster of ours',
      { labels: {}, ownerReferences: [{ apiVersion: 'example.io/v1', kind: 'Cluster', name: 'x', uid: '1' }] },
      undefined,
    ],
  ])('takes the name of its Cluster from %s', (_source, metadata, name) => {
    expect(hubOf(old({ metadata })).spec?.['clusterName']).toBe(name);
  });

  test.each([
    ['pending', 'Pending'],
    ['running', 'Running'],
    ['deleted', 'Deleted'],
    ['', undefined],
    ['sleeping', undefined],
  ])('has phase "%s" as %s', (phase, wanted) => {
    expect(hubOf(old({ status: { phase } })).status?.['phase']).toBe(wanted);
  });

  test('has only addresses that today can be', () => {
    const addresses = [
      { type: 'InternalIP', address: '10.0.0.1' },
      { type: 'Carrier', address: 'pigeon' },
      { type: 'Hostname', address: '' },
    ];
    expect(hubOf(old({ status: { addresses } })).status?.['addresses']).toEqual([{ type: 'InternalIP', address: '10.0.0.1' }]);
  });

  test('has the error of old controllers in the deprecated mirror', () => {
    const { status } = hubOf(old({ status: { errorReason: 'CreateError', errorMessage: 'no capacity' } }));
    expect(status).toEqual({ deprecated: { v1beta1: { failureReason: 'CreateError', failureMessage: 'no capacity' } } });
  });

  test('names a Secret for data that a user wrote, and carries them in an annotation', () => {
    const hub = hubOf(inline('aGVsbG8='));
    expect(hub.spec?.['bootstrap']).toEqual({ dataSecretName: 'cp-0-v1alpha2-bootstrap-data' });
    expect(hub.metadata.annotations).toEqual({ [inlineData]: 'aGVsbG8=' });
  });

  test('says that no data are needed where they were empty', () => {
    const hub = hubOf(inline(''));
    expect(hub.spec?.['bootstrap']).toEqual({ dataSecretName: '' });
    expect(hub.metadata.annotations).toBeUndefined();
  });

  test('leaves data that came from a bootstrap config to the provider', () => {
    const machine = old({ spec: { bootstrap: { ...old().spec.bootstrap, data: 'aGVsbG8=' } }, status: { bootstrapReady: true } });
    const hub = hubOf(machine);
    expect(hub.spec?.['bootstrap']).not.toHaveProperty('dataSecretName');
    expect(hub.metadata.annotations).not.toHaveProperty([inlineData]);
    expect(hub.status).toEqual({ initialization: { bootstrapDataSecretCreated: true } });
  });

  test('has today’s names of annotations, unless they are there already', () => {
    const was = 'machine.cluster.x-k8s.io.io/exclude-node-draining';
    const is = 'machine.cluster.x-k8s.io/exclude-node-draining';
    expect(hubOf(old({ metadata: { annotations: { [was]: '', 'cluster.k8s.io/delete-machine': 'yes' } } })).metadata.annotations).toEqual({
      [is]: '',
      'cluster.x-k8s.io/delete-machine': 'yes',
    });
    expect(hubOf(old({ metadata: { annotations: { [was]: 'a', [is]: 'b' } } })).metadata.annotations).toEqual({ [was]: 'a', [is]: 'b' });
  });

  test('keeps nothing aside that it does not have to', () => {
    expect(
      hubOf(old({ status: { phase: 'running', nodeRef: { apiVersion: 'v1', kind: 'Node', name: 'n' } } })).metadata.annotations,
    ).toBeUndefined();
  });
});

describe('Machine of v1alpha2', () => {
  const full = old({
    metadata: { annotations: { 'machine.cluster.x-k8s.io.io/exclude-node-draining': '' } },
    spec: { metadata: { name: 'dead', ownerReferences: [] }, providerID: 'docker:////cp-0' },
    status: {
      nodeRef: { apiVersion: 'v1', kind: 'Node', name: 'cp-0', uid: '42' },
      lastUpdated: '2019-10-01T00:00:00Z',
      version: 'v1.15.3',
      errorReason: 'CreateError',
      errorMessage: 'no capacity',
      addresses: [
        { type: 'InternalIP', address: '10.0.0.1' },
        { type: 'Carrier', address: 'pigeon' },
      ],
      phase: 'sleeping',
      bootstrapReady: true,
      infrastructureReady: true,
    },
  });

  test.each([
    ['the book’s', old()],
    ['with everything set', full],
    ['with data of its own', inline('aGVsbG8=')],
    ['with empty data', inline('')],
    ['with data from a config', old({ spec: { bootstrap: { ...old().spec.bootstrap, data: 'aGVsbG8=' } } })],
    ['with a very long name and data of its own', inline('aGVsbG8=', { name: 'm'.repeat(253) })],
    ['without a Cluster', old({ metadata: { labels: {} } })],
  ])('%s comes back from the hub, and from v1beta1 by way of it, as it was', (_which, machine) => {
    expect(withoutMemory(through(Machine, machine, ['v1beta2', 'v1alpha2']))).toEqual(machine);
    expect(withoutMemory(through(Machine, machine, ['v1beta2', 'v1beta1', 'v1beta2', 'v1alpha2']))).toEqual(machine);
    const before = JSON.stringify(machine);
    through(Machine, machine, ['v1beta2', 'v1alpha2']);
    expect(JSON.stringify(machine)).toBe(before);
  });

  test('gives way to what somebody wrote in the hub since', () => {
    const hub = hubOf(full);
    const changed = { ...hub, status: { ...hub.status, addresses: [{ type: 'InternalIP', address: '10.0.0.2' }], phase: 'Running' } };
    const { status } = through(Machine, changed, ['v1alpha2']);
    expect(status).toMatchObject({ addresses: [{ type: 'InternalIP', address: '10.0.0.2' }], phase: 'running', version: 'v1.15.3' });
  });

  test('shows the version of the kubelet once that is known', () => {
    const hub = hubOf(full);
    const nodeInfo = { kubeletVersion: 'v1.16.0' };
    expect(through(Machine, { ...hub, status: { ...hub.status, nodeInfo } }, ['v1alpha2']).status?.['version']).toBe('v1.16.0');
  });

  test('does not show data that the hub no longer takes from there', () => {
    const hub = hubOf(inline('aGVsbG8='));
    const changed = { ...hub, spec: { ...hub.spec, bootstrap: { dataSecretName: 'mine' } } };
    const shown = through(Machine, changed, ['v1alpha2']);
    expect(shown.spec?.['bootstrap']).toEqual({});
    expect(through(Machine, shown, ['v1beta2'])).toEqual(changed);
  });

  test('survives an annotation that somebody scribbled in', () => {
    const hub = hubOf(full);
    const scribbled = { ...hub, metadata: { ...hub.metadata, annotations: { [sideData]: '{' } } };
    expect(through(Machine, scribbled, ['v1alpha2']).status?.['version']).toBeUndefined();
  });

  test('refers to kinds in the version of their contract where they are not served in v1alpha2', () => {
    const { spec } = through(Machine, hubOf(old()), ['v1alpha2'], installedWithoutV1Alpha2);
    expect(spec?.['infrastructureRef']).toMatchObject({ apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2' });
  });
});

describe('Machine of the hub', () => {
  const hub = {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: { name: 'w-0', namespace: 'team-a' },
    spec: {
      clusterName: 'demo',
      bootstrap: { configRef: { apiGroup: 'b.io', kind: 'Config', name: 'w-0' }, dataSecretName: 'w-0' },
      infrastructureRef: { apiGroup: 'i.io', kind: 'Infra', name: 'w-0' },
      failureDomain: 'a',
      minReadySeconds: 0,
      deletion: { nodeDrainTimeoutSeconds: 0 },
      readinessGates: [{ conditionType: 'Fine' }],
      taints: [{ key: 'a', effect: 'NoExecute', propagation: 'Always' }],
    },
    status: {
      phase: 'Updating',
      failureDomain: 'a',
      observedGeneration: 3,
      initialization: { bootstrapDataSecretCreated: false, infrastructureProvisioned: true },
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' }],
      deprecated: { v1beta1: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }] } },
    },
  };

  test('comes back from v1alpha2 as it was', () => {
    expect(through(Machine, hub, ['v1alpha2', 'v1beta2'])).toEqual(hub);
    expect(through(Machine, hub, ['v1alpha2']).status?.['phase']).toBe('running');
  });
});
