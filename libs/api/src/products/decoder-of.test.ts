import { Cluster } from '../core/cluster/kind.ts';
import { MachineDeployment } from '../core/machine-deployment/kind.ts';
import { Machine } from '../core/machine/kind.ts';
import { DevMachine } from '../infrastructure/dev-machine/kind.ts';
import type { KubernetesObject } from '../meta/object.ts';
import { decoderOf, type Decoder } from './decoder-of.ts';

const decoders: Readonly<Record<string, Decoder<KubernetesObject>>> = {
  Cluster: decoderOf(Cluster),
  Machine: decoderOf(Machine),
  MachineDeployment: decoderOf(MachineDeployment),
  DevMachine: decoderOf(DevMachine),
};
const decode = (kind: string, rest: object) =>
  decoders[kind]?.({ apiVersion: 'x/v1beta2', kind, metadata: { name: 'a' }, ...rest }) ?? { problems: [] };

describe('decoder of a kind', () => {
  test.each<{ rule: string; kind: string; rest: object; paths: readonly string[] }>([
    { rule: 'takes an object without spec', kind: 'Machine', rest: {}, paths: [] },
    { rule: 'takes unknown fields', kind: 'Machine', rest: { spec: { colour: 'red' }, extra: 1 }, paths: [] },
    { rule: 'takes values that break bounds', kind: 'Machine', rest: { spec: { clusterName: '', minReadySeconds: -5 } }, paths: [] },
    { rule: 'refuses a text for a struct', kind: 'Machine', rest: { spec: 'text' }, paths: ['spec'] },
    {
      rule: 'refuses numbers that do not fit, and tells everything at once',
      kind: 'Machine',
      rest: { spec: { minReadySeconds: 2 ** 31, clusterName: 7, taints: {} } },
      paths: ['spec.minReadySeconds', 'spec.clusterName', 'spec.taints'],
    },
    { rule: 'refuses labels that are no texts', kind: 'Machine', rest: { metadata: { labels: { a: 1 } } }, paths: ['metadata.labels[a]'] },
    {
      rule: 'refuses a time that is none',
      kind: 'Machine',
      rest: { status: { conditions: [{ type: 'a', lastTransitionTime: 'soon' }] } },
      paths: ['status.conditions[0].lastTransitionTime'],
    },
    {
      rule: 'takes counts and any text where both may be',
      kind: 'MachineDeployment',
      rest: { spec: { rollout: { strategy: { rollingUpdate: { maxSurge: 'abc', maxUnavailable: 1 } } } } },
      paths: [],
    },
    {
      rule: 'refuses half a Machine',
      kind: 'MachineDeployment',
      rest: { spec: { rollout: { strategy: { rollingUpdate: { maxSurge: 0.5 } } } } },
      paths: ['spec.rollout.strategy.rollingUpdate.maxSurge'],
    },
    {
      rule: 'refuses a duration that is none',
      kind: 'DevMachine',
      rest: { spec: { backend: { inMemory: { vm: { provisioning: { startupDuration: '10 s' } } } } } },
      paths: ['spec.backend.inMemory.vm.provisioning.startupDuration'],
    },
  ])('$rule', ({ kind, rest, paths }) => {
    expect((decode(kind, rest).problems ?? []).map(({ path }) => path)).toEqual(paths);
  });

  test('takes null for absent, and changes nothing else', () => {
    const decoded = decode('Machine', { spec: { clusterName: 'demo', version: null, taints: [null] } });
    expect(decoded).toEqual({
      object: { apiVersion: 'x/v1beta2', kind: 'Machine', metadata: { name: 'a' }, spec: { clusterName: 'demo', taints: [{}] } },
    });
    const object = { apiVersion: 'x/v1beta2', kind: 'Cluster', metadata: { name: 'a' }, spec: { paused: true } };
    expect(decoders['Cluster']?.(object)).toEqual({ object });
    const again = decoderOf(Cluster)(object) as { readonly object: object };
    expect(again.object).toBe(object);
  });
});
