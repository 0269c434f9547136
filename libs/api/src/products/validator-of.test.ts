import { KubeadmConfig } from '../bootstrap/kubeadm-config/kind.ts';
import { MachineDeployment } from '../core/machine-deployment/kind.ts';
import { Machine } from '../core/machine/kind.ts';
import { kinds } from '../kinds.ts';
import { validatorOf, type FieldProblem } from './validator-of.ts';

const machine = (spec: object) => ({ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Machine', metadata: { name: 'a' }, spec });
const reference = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name: 'a' };
const valid = { clusterName: 'demo', bootstrap: {}, infrastructureRef: reference };

describe('validator of a kind', () => {
  const problems = validatorOf(Machine, 'v1beta2');

  test.each<{ rule: string; spec: object; expected: FieldProblem[] }>([
    { rule: 'finds nothing wrong with a valid object', spec: valid, expected: [] },
    {
      rule: 'names a field that is missing',
      spec: { ...valid, clusterName: undefined },
      expected: [{ path: 'spec.clusterName', why: 'is required' }],
    },
    {
      rule: 'lists the values of a choice',
      spec: { ...valid, taints: [{ key: 'a', effect: 'Never', propagation: 'Always' }] },
      expected: [{ path: 'spec.taints[0].effect', why: 'must be one of NoSchedule, PreferNoSchedule, NoExecute' }],
    },
    { rule: 'tells a wrong type', spec: { ...valid, clusterName: 7 }, expected: [{ path: 'spec.clusterName', why: 'must be string' }] },
    { rule: 'tells a bound', spec: { ...valid, minReadySeconds: -1 }, expected: [{ path: 'spec.minReadySeconds', why: 'must be >= 0' }] },
    {
      rule: 'tells a number too large for 32 bits',
      spec: { ...valid, minReadySeconds: 2 ** 31 },
      expected: [{ path: 'spec.minReadySeconds', why: 'must match format "int32"' }],
    },
    {
      rule: 'lists every problem at once',
      spec: { ...valid, clusterName: '', infrastructureRef: { ...reference, name: undefined } },
      expected: [
        { path: 'spec.clusterName', why: 'must NOT have fewer than 1 characters' },
        { path: 'spec.infrastructureRef.name', why: 'is required' },
      ],
    },
  ])('$rule', ({ spec, expected }) => {
    const found = problems(JSON.parse(JSON.stringify(machine(spec))));
    expect(found.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(expected);
  });

  test('takes counts and percentages alike, and says so of anything else', () => {
    const check = validatorOf(MachineDeployment, 'v1beta2');
    const deployment = (maxSurge: unknown) => ({
      ...machine({
        clusterName: 'demo',
        selector: {},
        template: { spec: valid },
        rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } },
      }),
      kind: 'MachineDeployment',
    });
    expect(check(deployment(1))).toEqual([]);
    expect(check(deployment('25%'))).toEqual([]);
    expect(check(deployment(true))).toEqual([{ path: 'spec.rollout.strategy.rollingUpdate.maxSurge', why: 'must be a number or a text' }]);
  });

  test('does not ask for a spec where none is needed', () => {
    expect(validatorOf(KubeadmConfig, 'v1beta2')({ apiVersion: 'x/v1', kind: 'KubeadmConfig', metadata: {} })).toEqual([]);
  });

  test.each(kinds)('is strict about the schema of $kind', (kind) => expect(() => validatorOf(kind, kind.version)).not.toThrow());
});
