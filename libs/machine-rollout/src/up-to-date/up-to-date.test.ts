import { instant } from '@capi/seams';

import { currentMachineSet, outdatedBecause, type MachineSetCandidate } from './current-machine-set.ts';
import { templateDifferences, type ReplacingFields } from './template-differences.ts';

const infrastructure = (name: string) => ({ apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachineTemplate', name });
const config = (name: string) => ({ configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfigTemplate', name } });
const template: ReplacingFields = { version: 'v1.34.0', infrastructureRef: infrastructure('demo'), bootstrap: config('demo') };

describe('template differences', () => {
  test.each<{ rule: string; desired: ReplacingFields; lines: string[] }>([
    { rule: 'are none for the same template', desired: { ...template }, lines: [] },
    { rule: 'name both versions', desired: { ...template, version: 'v1.35.0' }, lines: ['Version v1.34.0, v1.35.0 required'] },
    {
      rule: 'name the infrastructure',
      desired: { ...template, infrastructureRef: infrastructure('new') },
      lines: ['DevMachine is not up-to-date'],
    },
    { rule: 'name the configuration', desired: { ...template, bootstrap: config('new') }, lines: ['KubeadmConfig is not up-to-date'] },
    {
      rule: 'name a given data secret',
      desired: { ...template, bootstrap: { ...template.bootstrap, dataSecretName: 'mine' } },
      lines: ['spec.bootstrap.dataSecretName , mine required'],
    },
    { rule: 'name the failure domain', desired: { ...template, failureDomain: 'b' }, lines: ['Failure domain , b required'] },
  ])('$rule', ({ desired, lines }) => expect(templateDifferences(template, desired)).toEqual(lines));
});

describe('current MachineSet', () => {
  const aSet = (name: string, replicas: number, createdAt: number, version = 'v1.34.0'): MachineSetCandidate => ({
    name,
    replicas,
    createdAt: instant(createdAt),
    template: { ...template, version },
  });
  const now = instant(100);
  test.each<{ rule: string; sets: MachineSetCandidate[]; rollOutAfter?: number; name?: string }>([
    { rule: 'matches the template', sets: [aSet('a', 3, 1, 'v1.33.0'), aSet('b', 0, 2)], name: 'b' },
    { rule: 'is the largest that matches, then the oldest', sets: [aSet('a', 1, 3), aSet('b', 1, 2), aSet('c', 0, 1)], name: 'b' },
    { rule: 'is absent when none matches', sets: [aSet('a', 3, 1, 'v1.33.0')] },
    { rule: 'is not older than an expired rollout time', sets: [aSet('a', 3, 1), aSet('b', 0, 50)], rollOutAfter: 50, name: 'b' },
    { rule: 'does not mind a rollout time to come', sets: [aSet('a', 3, 1)], rollOutAfter: 101, name: 'a' },
  ])('$rule', ({ sets, rollOutAfter, name }) =>
    expect(
      currentMachineSet(sets, template, { now, rollOutAfter: rollOutAfter === undefined ? undefined : instant(rollOutAfter) })?.name,
    ).toBe(name),
  );

  test('says why a set is outdated', () => {
    expect(outdatedBecause(aSet('a', 1, 1, 'v1.33.0'), template, { now, rollOutAfter: instant(50) })).toEqual([
      'Version v1.33.0, v1.34.0 required',
      'MachineDeployment spec.rolloutAfter expired',
    ]);
  });
});
