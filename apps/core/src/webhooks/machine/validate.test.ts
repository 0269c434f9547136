import type { Machine } from '@capi/api';

import { aWrite, found, gatesOff } from '../testing.ts';
import { validateMachine } from './validate.ts';

const spec = { clusterName: 'demo', bootstrap: { dataSecretName: 'x' }, version: 'v1.34.0' };
const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule', propagation: 'Always' }];
const labelled = (...keys: string[]) => ({ metadata: { labels: Object.fromEntries(keys.map((key) => [key, ''])) } });

describe('a Machine', () => {
  test.each<{ rule: string; machine: object; more?: object; says: string[] }>([
    { rule: 'may be valid', machine: { spec }, says: [] },
    {
      rule: 'needs bootstrap data and a Cluster that stays',
      machine: {},
      more: { before: { spec } },
      says: ['Required spec.bootstrap', 'Forbidden spec.clusterName'],
    },
    { rule: 'of a pool needs no bootstrap data', machine: labelled('cluster.x-k8s.io/pool-name'), says: [] },
    { rule: 'whose owner is a pool needs none either', machine: { metadata: { ownerReferences: [{ kind: 'MachinePool' }] } }, says: [] },
    {
      rule: 'with another owner does',
      machine: { metadata: { ownerReferences: [{ kind: 'MachineSet' }] } },
      says: ['Required spec.bootstrap'],
    },
    { rule: 'has a version that can be read', machine: { spec: { ...spec, version: 'v1.34' } }, says: ['Invalid spec.version'] },
    { rule: 'may have no version', machine: { spec: { ...spec, version: '' } }, says: [] },
    { rule: 'that works may not look like a control plane', machine: { spec: { ...spec, taints } }, says: ['Invalid spec.taints[0].key'] },
    {
      rule: 'of a control plane may, whatever the value of its label',
      machine: { ...labelled('cluster.x-k8s.io/control-plane'), spec: { ...spec, taints } },
      says: [],
    },
    {
      rule: 'has taints only while they are switched on',
      machine: { spec: { ...spec, taints } },
      more: gatesOff,
      says: ['Forbidden spec.taints'],
    },
    {
      rule: 'may change in everything else',
      machine: { spec: { ...spec, providerID: 'a', failureDomain: 'b', deletion: { nodeDrainTimeoutSeconds: 1 } } },
      more: { before: { spec } },
      says: [],
    },
  ])('$rule', ({ machine, more, says }) => expect(found(validateMachine(aWrite<Machine>(machine, more)))).toEqual(says));
});
