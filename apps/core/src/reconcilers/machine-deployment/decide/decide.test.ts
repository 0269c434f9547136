import { seconds } from '@capi/seams';

import { aMember } from '../../machine-set/testing.ts';
import type { Observation } from '../observation.ts';
import { aCluster, aDeployment, ago, aSetOf, seenDeployment } from '../testing.ts';
import { decide, rules } from './decide.ts';

const step = (seen: Observation) => {
  const plan = decide(seen);
  return plan.kind === 'tend' ? plan.next : plan;
};
/** What is applied, short: name, cause and size. */
const applied = (seen: Observation) => {
  const next = step(seen);
  return 'step' in next && next.step === 'apply'
    ? next.sets.map(({ cause, machineSet }) => [machineSet.metadata.name, cause, machineSet.spec.replicas])
    : next;
};
const old = (replicas: number) => aSetOf('demo-old', { version: 'v1.33.0', replicas });
const deleted = aDeployment({ metadata: { ...aDeployment().metadata, deletionTimestamp: ago(seconds(1)) } });
const missing = { state: 'missing' as const };

describe('MachineDeployment decision', () => {
  test.each<{ rule: string; seen: Observation; next: unknown }>([
    { rule: 'rests when its set is as it should be', seen: seenDeployment(), next: { step: 'rest' } },
    {
      rule: 'leaves everything of a paused Cluster alone',
      seen: seenDeployment({ cluster: aCluster({ spec: { paused: true } }) }),
      next: { kind: 'pause' },
    },
    {
      rule: 'takes over sets that nobody controls before it counts',
      seen: seenDeployment({ sets: [], orphans: ['stray'] }),
      next: { step: 'adopt', names: ['stray'] },
    },
    { rule: 'makes its first set in full', seen: seenDeployment({ sets: [] }), next: [['demo-xxxxx', 'create', 3]] },
    {
      rule: 'waits for templates before it makes a set',
      seen: seenDeployment({ sets: [], templates: { ...seenDeployment().templates, bootstrap: missing } }),
      next: { step: 'wait', blockers: [{ kind: 'template-missing', template: 'KubeadmConfigTemplate demo' }] },
    },
    {
      rule: 'goes on with its set when templates are gone',
      seen: seenDeployment({ templates: { bootstrap: missing, infrastructure: missing } }),
      next: { step: 'rest' },
    },
    {
      rule: 'makes a new set with one Machine when the template changes',
      seen: seenDeployment({ sets: [old(3)] }),
      next: [['demo-xxxxx', 'create', 1]],
    },
    {
      rule: 'takes one old Machine away for an available new one',
      seen: seenDeployment({ sets: [aSetOf('demo-new', { replicas: 1, revision: '2' }), old(3)] }),
      next: [['demo-old', 'scale', 2]],
    },
    {
      rule: 'counts a Machine that goes away as not available',
      seen: seenDeployment({
        sets: [
          aSetOf('demo-new', {
            replicas: 1,
            revision: '2',
            machines: [aMember('a', { metadata: { deletionTimestamp: ago(seconds(1)) } }).machine],
          }),
          old(3),
        ],
      }),
      next: { step: 'rest' },
    },
    { rule: 'scales its set', seen: seenDeployment({ sets: [aSetOf('demo-new', { replicas: 1 })] }), next: [['demo-new', 'scale', 3]] },
    {
      rule: 'takes an old set that matches again, with a fresh revision',
      seen: seenDeployment({
        sets: [aSetOf('demo-new', { replicas: 0, revision: '1' }), aSetOf('demo-other', { version: 'v1.35.0', revision: '2' })],
      }),
      next: [['demo-new', 'scale', 1]],
    },
    {
      rule: 'hands down what changes in place',
      seen: seenDeployment({
        sets: [aSetOf('demo-new', { spec: { template: { ...aSetOf('demo-new').machineSet.spec.template, metadata: { labels: {} } } } })],
      }),
      next: [['demo-new', 'update', 3]],
    },
    {
      rule: 'deletes empty old sets once the rollout is complete',
      seen: seenDeployment({ sets: [aSetOf('demo-new', { revision: '2' }), old(0)] }),
      next: { step: 'delete', names: ['demo-old'] },
    },
    {
      rule: 'keeps empty old sets until it is',
      seen: seenDeployment({
        sets: [
          aSetOf('demo-new', {
            revision: '2',
            machines: [aMember('a').machine, aMember('b').machine, aMember('c', { status: { conditions: [] } }).machine],
          }),
          old(0),
        ],
      }),
      next: { step: 'rest' },
    },
    {
      rule: 'leaves old Machines to whoever deletes them with OnDelete',
      seen: seenDeployment({ stored: aDeployment({ spec: { rollout: { strategy: { type: 'OnDelete' } } } }), sets: [old(3)] }),
      next: [
        ['demo-xxxxx', 'create', 0],
        ['demo-old', 'update', 3],
      ],
    },
    {
      rule: 'makes no set while it is paused',
      seen: seenDeployment({ stored: aDeployment({ spec: { paused: true } }), sets: [old(3)] }),
      next: { step: 'rest' },
    },
    {
      rule: 'keeps its size while it is paused',
      seen: seenDeployment({ stored: aDeployment({ spec: { paused: true } }), sets: [old(1)] }),
      next: [['demo-old', 'scale', 3]],
    },
    {
      rule: 'deletes its sets when it is deleted',
      seen: seenDeployment({ stored: deleted }),
      next: { step: 'delete', names: ['demo-new'] },
    },
    { rule: 'goes once the last set is gone', seen: seenDeployment({ stored: deleted, sets: [] }), next: { step: 'release' } },
  ])('$rule', ({ seen, next }) => expect(applied(seen)).toEqual(next));

  test('keeps to the order of its rules', () => {
    expect(rules.map((rule) => rule.name)).toEqual(['deletion', 'adopt', 'rollOut', 'removeOldSets']);
  });

  test('numbers a new set and remembers earlier numbers', () => {
    const seen = seenDeployment({
      sets: [aSetOf('demo-new', { replicas: 0, revision: '1' }), aSetOf('demo-other', { version: 'v1.35.0', revision: '2' })],
    });
    const plan = decide(seen);
    const next = step(seen);
    expect('step' in next && next.step === 'apply' && next.sets[0]?.machineSet.metadata.annotations).toMatchObject({
      'machinedeployment.clusters.x-k8s.io/revision': '3',
      'machinedeployment.clusters.x-k8s.io/revision-history': '1',
    });
    expect(plan.kind === 'tend' && plan.deployment.metadata.annotations?.['machinedeployment.clusters.x-k8s.io/revision']).toBe('3');
  });

  test('makes a set complete: finalizer, labels, owner, revision and hash from the start', () => {
    const next = step(seenDeployment({ sets: [] }));
    expect('step' in next && next.step === 'apply' && next.sets[0]?.machineSet).toMatchObject({
      metadata: {
        finalizers: ['cluster.x-k8s.io/machineset'],
        labels: { app: 'demo', 'cluster.x-k8s.io/deployment-name': 'demo', 'machine-template-hash': expect.stringMatching(/^\d+-xxxxx$/) },
        annotations: { 'machinedeployment.clusters.x-k8s.io/revision': '1', 'machinedeployment.clusters.x-k8s.io/max-replicas': '4' },
        ownerReferences: [{ kind: 'MachineDeployment', name: 'demo', controller: true }],
      },
      spec: { selector: { matchLabels: { app: 'demo', 'machine-template-hash': expect.stringMatching(/^\d+-xxxxx$/) } } },
    });
  });

  test('writes the defaults of admission with its first patch', () => {
    const stored = aDeployment({ metadata: { name: 'demo', namespace: 'default' }, spec: { selector: { matchLabels: {} } } });
    const plan = decide(seenDeployment({ stored, deployment: aDeployment(), sets: [] }));
    expect(plan.kind === 'tend' && plan.deployment).toMatchObject({
      metadata: { finalizers: ['cluster.x-k8s.io/machinedeployment'] },
      spec: { selector: { matchLabels: { app: 'demo' } } },
    });
  });
});
