import { validateTaints, validateWorkerTaints } from './taints.ts';

const on = { enabled: () => true };
const off = { enabled: () => false };
const taints = (...keys: string[]) => keys.map((key) => ({ key, effect: 'NoSchedule' as const, propagation: 'Always' as const }));
const paths = (...keys: string[]) => validateTaints('spec.taints', taints(...keys), on).map(({ path }) => path);

describe('taints of a Machine', () => {
  test.each([
    'node.cluster.x-k8s.io/uninitialized',
    'node.cluster.x-k8s.io/outdated-revision',
    'node.kubernetes.io/not-ready',
    'node.cloudprovider.kubernetes.io/shutdown',
    'node-role.kubernetes.io/master',
    'a/b/c',
  ])('may not have the key %s', (key) => expect(paths('fine', key)).toEqual(['spec.taints[1].key']));

  test.each(['dedicated', 'example.com/gpu', 'node.kubernetes.io/out-of-service', 'node-role.kubernetes.io/control-plane'])(
    'may have the key %s',
    (key) => expect(paths(key)).toEqual([]),
  );

  test('are told of a reserved key and of a malformed one alike', () =>
    expect(paths('node.cloudprovider.kubernetes.io/x y')).toHaveLength(2));
  test('of a worker may not be those of a control plane', () => {
    expect(validateWorkerTaints('spec.taints', taints('node-role.kubernetes.io/control-plane'), on)).toMatchObject([
      { kind: 'Invalid', path: 'spec.taints[0].key' },
    ]);
  });
  test('need their feature gate, and then nothing else is said', () => {
    expect(validateWorkerTaints('spec.taints', taints('node-role.kubernetes.io/control-plane'), off)).toMatchObject([
      { kind: 'Forbidden', path: 'spec.taints' },
    ]);
    expect(validateTaints('spec.taints', [], off)).toEqual([]);
  });
});
