import type { MachineDeployment, MachineSet } from '@capi/api';

import { validateMachineSet } from '../machine-set/validate.ts';
import { aWrite, found, gatesOff } from '../testing.ts';
import { validateMachineDeployment } from './validate.ts';

const template = {
  metadata: { labels: { a: 'b' } },
  spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'x' }, version: 'v1.34.0' },
};
const spec = { clusterName: 'demo', selector: { matchLabels: { a: 'b' } }, template };
const skips = (value: string) => ({
  metadata: { name: 'a', annotations: { 'machineset.cluster.x-k8s.io/skip-preflight-checks': value } },
  spec,
});
const skipped = 'Invalid metadata.annotations.machineset.cluster.x-k8s.io/skip-preflight-checks';

describe.each([
  {
    kind: 'MachineSet',
    mismatch: 'Invalid',
    validate: (object: object, more?: object) => validateMachineSet(aWrite<MachineSet>(object, more)),
  },
  {
    kind: 'MachineDeployment',
    mismatch: 'Forbidden',
    validate: (object: object, more?: object) => validateMachineDeployment(aWrite<MachineDeployment>(object, more)),
  },
])('a $kind', ({ mismatch, validate }) => {
  test.each<{ rule: string; object: object; more?: object; says: string[] }>([
    { rule: 'may be valid', object: { spec }, says: [] },
    { rule: 'may lack nearly everything before its schema is checked', object: {}, says: ['Required spec.template.spec.bootstrap'] },
    {
      rule: 'has a selector that can be read',
      object: { spec: { ...spec, selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } } },
      says: ['Invalid spec.selector'],
    },
    {
      rule: 'finds what its template makes',
      object: { spec: { ...spec, selector: { matchLabels: { a: 'c' } } } },
      says: [`${mismatch} spec.template.metadata.labels`],
    },
    {
      rule: 'may change its selector as long as it still does',
      object: { spec: { ...spec, selector: {} } },
      more: { before: { spec } },
      says: [],
    },
    {
      rule: 'stays with its Cluster, and so do its Machines',
      object: { spec: { ...spec, clusterName: 'b' } },
      more: { before: { spec } },
      says: ['Forbidden spec.clusterName', 'Invalid spec.clusterName'],
    },
    { rule: 'skips preflight checks that there are', object: skips('All, ControlPlaneIsStable '), says: [] },
    { rule: 'skips no others', object: skips('All,,Foo'), says: [skipped] },
    { rule: 'may name any while there are none', object: skips('Foo'), more: gatesOff, says: [] },
    {
      rule: 'has names for its Machines that work',
      object: { spec: { ...spec, machineNaming: { template: 'fixed' } } },
      says: ['Invalid spec.machineNaming.template'],
    },
    {
      rule: 'never makes Machines that look like a control plane',
      object: {
        metadata: { name: 'a', labels: { 'cluster.x-k8s.io/control-plane': '' } },
        spec: {
          ...spec,
          template: { ...template, spec: { ...template.spec, taints: [{ key: 'node-role.kubernetes.io/control-plane' }] } },
        },
      },
      says: ['Invalid spec.template.spec.taints[0].key'],
    },
  ])('$rule', ({ object, more, says }) => expect(found(validate(object, more))).toEqual(says));
});

describe('a MachineDeployment', () => {
  const rolling = (type: string, rollingUpdate: object) => ({ spec: { ...spec, rollout: { strategy: { type, rollingUpdate } } } });
  const says = (object: object) => found(validateMachineDeployment(aWrite<MachineDeployment>(object)));

  test('has a name that fits into a label', () => {
    expect(says({ metadata: { name: 'a'.repeat(64) }, spec })).toEqual(['Invalid metadata.name']);
  });
  test('has room to roll out, even where nothing rolls', () => {
    expect(says(rolling('OnDelete', { maxSurge: 0, maxUnavailable: 0 }))).toEqual(['Invalid spec.rollout.strategy.rollingUpdate']);
  });
  test('bounds remediation with a number or a percentage', () => {
    expect(says({ spec: { ...spec, remediation: { maxInFlight: '3' } } })).toEqual(['Invalid spec.remediation.maxInFlight']);
  });
});
