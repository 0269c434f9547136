import { inlineBootstrapDataName } from '@capi/api';
import { seconds } from '@capi/seams';

import type { Observation, SeenControlPlane } from '../observation.ts';
import { aCluster, aCompanion, ago, aMember, aSet, seenSet } from '../testing.ts';
import { decide, rules } from './decide.ts';

const step = (seen: Observation) => {
  const plan = decide(seen);
  return plan.kind === 'tend' ? plan.next : plan;
};
const deleted = { metadata: { ...aSet().metadata, deletionTimestamp: ago(seconds(1)) } };
const going = { deletionTimestamp: ago(seconds(1)) };
const missing = { state: 'missing' as const };
const young = { status: { initialization: undefined, nodeRef: undefined, conditions: [] } };

const inlineData = { 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data': 'aGVsbG8=' };
const inlineSet = (): Observation['machineSet'] => {
  const set = aSet({ spec: { replicas: 1 } });
  const { template } = set.spec;
  const bootstrap = { dataSecretName: inlineBootstrapDataName('w', 'aGVsbG8=') };
  return {
    ...set,
    spec: { ...set.spec, template: { metadata: { annotations: inlineData }, spec: { ...template.spec, bootstrap } } },
  };
};

describe('MachineSet decision', () => {
  test.each<{ rule: string; seen: Observation; next: object }>([
    { rule: 'rests when it has what it wants', seen: seenSet(), next: { step: 'rest' } },
    {
      rule: 'leaves a set of a paused Cluster alone',
      seen: seenSet({ cluster: aCluster({ spec: { paused: true } }) }),
      next: { kind: 'pause' },
    },
    {
      rule: 'takes over Machines that nobody controls before it counts',
      seen: seenSet({ machines: [], orphans: [aMember('w-1').machine] }),
      next: { step: 'adopt' },
    },
    {
      rule: 'makes all Machines that are missing at once',
      seen: seenSet({ machineSet: aSet({ spec: { replicas: 3 } }), machines: [aMember('w-1')] }),
      next: { step: 'create', machines: [{ machine: { metadata: { name: 'w-aaaaa' } } }, { machine: { metadata: { name: 'w-bbbbb' } } }] },
    },
    {
      rule: 'gives each Machine a Secret of its own for data that are written into the template',
      seen: seenSet({ machineSet: inlineSet(), machines: [], templates: { ...seenSet().templates, bootstrap: { state: 'none' } } }),
      next: {
        step: 'create',
        machines: [
          {
            machine: {
              metadata: { annotations: inlineData },
              spec: { bootstrap: { dataSecretName: 'w-aaaaa-v1alpha2-bootstrap-data' } },
            },
            companions: [{ kind: 'DevMachine' }],
          },
        ],
      },
    },
    {
      rule: 'finishes a half-made Machine before it makes another',
      seen: seenSet({ machineSet: aSet({ spec: { replicas: 3 } }), machines: [{ ...aMember('w-1', young), infrastructure: missing }] }),
      next: {
        step: 'finish',
        machines: [{ name: 'w-1', uid: 'uid-w-1', companions: [{ kind: 'DevMachine', metadata: { name: 'w-1' } }] }],
      },
    },
    {
      rule: 'makes nothing anew that was there once',
      seen: seenSet({ machines: [{ ...aMember('w-1'), infrastructure: missing, bootstrap: missing }] }),
      next: { step: 'rest' },
    },
    {
      rule: 'finishes nothing that goes away',
      seen: seenSet({ machines: [{ ...aMember('w-1', { ...young, metadata: going }), infrastructure: missing }] }),
      next: { step: 'rest' },
    },
    {
      rule: 'makes nothing while a template is missing',
      seen: seenSet({ machines: [], templates: { ...seenSet().templates, infrastructure: missing } }),
      next: { step: 'wait', blockers: [{ kind: 'template-missing', template: 'DevMachineTemplate demo' }] },
    },
    {
      rule: 'makes nothing when it is told not to',
      seen: seenSet({ stored: aSet({ metadata: { annotations: { 'cluster.x-k8s.io/disable-machine-create': 'true' } } }), machines: [] }),
      next: { step: 'wait', blockers: [{ kind: 'creation-disabled' }] },
    },
    { rule: 'counts Machines that go away', seen: seenSet({ machines: [aMember('w-1', { metadata: going })] }), next: { step: 'rest' } },
    {
      rule: 'deletes what is too much',
      seen: seenSet({ machines: [aMember('w-1'), aMember('w-2')] }),
      next: { step: 'delete', names: ['w-1'] },
    },
    {
      rule: 'deletes marked Machines first',
      seen: seenSet({
        machines: [aMember('w-1'), aMember('w-2', { metadata: { annotations: { 'cluster.x-k8s.io/delete-machine': '' } } })],
      }),
      next: { step: 'delete', names: ['w-2'] },
    },
    {
      rule: 'deletes Machines without a Node before others',
      seen: seenSet({ machines: [aMember('w-1'), aMember('w-2', { status: { nodeRef: undefined } })] }),
      next: { step: 'delete', names: ['w-2'] },
    },
    {
      rule: 'counts those that go away as deleted',
      seen: seenSet({ machines: [aMember('w-1'), aMember('w-2', { metadata: going })] }),
      next: { step: 'rest' },
    },
    { rule: 'deletes its Machines when it is deleted', seen: seenSet({ stored: aSet(deleted) }), next: { step: 'delete', names: ['w-1'] } },
    {
      rule: 'waits for Machines that go away',
      seen: seenSet({ stored: aSet(deleted), machines: [aMember('w-1', { metadata: going })] }),
      next: { step: 'rest' },
    },
    { rule: 'goes once the last Machine is gone', seen: seenSet({ stored: aSet(deleted), machines: [] }), next: { step: 'release' } },
  ])('$rule', ({ seen, next }) => expect(step(seen)).toMatchObject(next));

  test('hands bootstrap data to Machines alone', () => {
    const none = { state: 'none' as const };
    const seen = seenSet({ machineSet: inlineSet(), machines: [], templates: { ...seenSet().templates, bootstrap: none } });
    const next = step(seen);
    const made = 'step' in next && next.step === 'create' ? next.machines : [];
    expect(made).toHaveLength(1);
    expect(JSON.stringify(made.map(({ companions }) => companions))).not.toContain('aGVsbG8=');
  });

  test('keeps to the order of its rules', () => {
    expect(rules.map((rule) => rule.name)).toEqual(['deletion', 'adopt', 'finishHalfMade', 'scaleUp', 'scaleDown']);
  });

  test('makes a Machine complete: finalizer, labels, owner and references from the start', () => {
    const next = step(seenSet({ machines: [] }));
    const made = 'step' in next && next.step === 'create' ? next.machines[0] : undefined;
    expect(made?.machine).toMatchObject({
      metadata: {
        name: 'w-aaaaa',
        finalizers: ['machine.cluster.x-k8s.io'],
        labels: { set: 'w', 'cluster.x-k8s.io/set-name': 'w', 'cluster.x-k8s.io/cluster-name': 'demo' },
        ownerReferences: [{ kind: 'MachineSet', name: 'w', controller: true, blockOwnerDeletion: true }],
      },
      spec: {
        version: 'v1.34.0',
        deletion: { nodeDeletionTimeoutSeconds: 10 },
        infrastructureRef: { kind: 'DevMachine', name: 'w-aaaaa' },
      },
    });
    expect(made?.companions.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['KubeadmConfig', 'w-aaaaa'],
      ['DevMachine', 'w-aaaaa'],
    ]);
  });
});

describe('preflight of a MachineSet', () => {
  const plane = (parts: Partial<SeenControlPlane>): Observation['controlPlane'] => ({
    state: 'found',
    name: 'demo',
    version: 'v1.34.0',
    provisioning: false,
    upgrading: false,
    ...parts,
  });
  const version = (own: string) =>
    aSet({ spec: { template: { ...aSet().spec.template, spec: { ...aSet().spec.template.spec, version: own } } } });
  test.each<{ rule: string; seen: Partial<Observation>; checks: string[] }>([
    { rule: 'passes with a stable control plane of the same version', seen: {}, checks: [] },
    {
      rule: 'waits while the control plane is provisioned',
      seen: { controlPlane: plane({ provisioning: true }) },
      checks: ['ControlPlaneIsStable'],
    },
    {
      rule: 'waits while the control plane is upgraded',
      seen: { controlPlane: plane({ upgrading: true }) },
      checks: ['ControlPlaneIsStable'],
    },
    {
      rule: 'refuses Machines newer than the control plane',
      seen: { stored: version('v1.35.0') },
      checks: ['KubernetesVersionSkew', 'KubeadmVersionSkew'],
    },
    {
      rule: 'accepts three minor versions behind, but not with kubeadm',
      seen: { stored: version('v1.31.0') },
      checks: ['KubeadmVersionSkew'],
    },
    {
      rule: 'refuses four minor versions behind',
      seen: { stored: version('v1.30.0') },
      checks: ['KubernetesVersionSkew', 'KubeadmVersionSkew'],
    },
    { rule: 'passes without a control-plane object', seen: { controlPlane: { state: 'none' }, stored: version('v1.35.0') }, checks: [] },
    {
      rule: 'waits for a control-plane object that is not there',
      seen: { controlPlane: { state: 'missing' } },
      checks: ['ControlPlaneIsStable'],
    },
    { rule: 'passes when all checks are off', seen: { checks: [], controlPlane: plane({ provisioning: true }) }, checks: [] },
    {
      rule: 'skips what the set says',
      seen: {
        stored: aSet({ metadata: { annotations: { 'machineset.cluster.x-k8s.io/skip-preflight-checks': 'ControlPlaneIsStable, X' } } }),
        controlPlane: plane({ provisioning: true }),
      },
      checks: [],
    },
  ])('$rule', ({ seen, checks }) => {
    const next = step(seenSet({ machines: [], ...seen }));
    const blockers = 'step' in next && next.step === 'wait' ? next.blockers : [];
    expect(blockers.map((blocker) => (blocker.kind === 'preflight' ? blocker.check : blocker.kind))).toEqual(checks);
  });
});

describe('in-place changes of a MachineSet', () => {
  test.each<{ rule: string; seen: Observation; machines: number; companions: number }>([
    { rule: 'leave alone what is as the template says', seen: seenSet(), machines: 0, companions: 0 },
    {
      rule: 'leave a Machine of another version to a rollout',
      seen: seenSet({ machines: [aMember('w-1', { spec: { version: 'v1.33.0' } })] }),
      machines: 0,
      companions: 0,
    },
    {
      rule: 'reach Machines with other timeouts',
      seen: seenSet({ machines: [aMember('w-1', { spec: { deletion: { nodeDeletionTimeoutSeconds: 5 } } })] }),
      machines: 1,
      companions: 0,
    },
    {
      rule: 'reach Machines that lack a label',
      seen: seenSet({ machines: [aMember('w-1', { metadata: { labels: {} } })] }),
      machines: 1,
      companions: 0,
    },
    {
      rule: 'leave labels of others alone',
      seen: seenSet({ machines: [aMember('w-1', { metadata: { labels: { ...aMember('w-1').machine.metadata.labels, mine: '' } } })] }),
      machines: 0,
      companions: 0,
    },
    {
      rule: 'look once at what a changed template may have left',
      seen: seenSet({
        mayHaveLeftovers: true,
        machines: [
          {
            ...aMember('w-1', { metadata: { labels: { ...aMember('w-1').machine.metadata.labels, old: '' } } }),
            bootstrap: aCompanion('w-1', { labels: { ...aMember('w-1').machine.metadata.labels, old: '' } }),
          },
        ],
      }),
      machines: 1,
      companions: 1,
    },
    {
      rule: 'reach companions that lack a label',
      seen: seenSet({ machines: [{ ...aMember('w-1'), infrastructure: aCompanion('w-1', { labels: {} }) }] }),
      machines: 0,
      companions: 1,
    },
    {
      rule: 'do not touch what goes away',
      seen: seenSet({ machines: [aMember('w-1', { metadata: { ...going, labels: {} } })] }),
      machines: 0,
      companions: 0,
    },
  ])('$rule', ({ seen, machines, companions }) => {
    const plan = decide(seen);
    expect(plan.kind === 'tend' && [plan.sync.length, plan.syncCompanions.length]).toEqual([machines, companions]);
  });
});
