import { through } from '../../testing/conversion.ts';
import { MachineSet } from '../machine-set/kind.ts';
import { MachineDeployment } from './kind.ts';

const hub = (kind: string, spec: object) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind,
  metadata: { name: 'w', namespace: 'team-a' },
  spec: {
    clusterName: 'demo',
    selector: { matchLabels: { a: 'b' } },
    template: {
      spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'x' }, infrastructureRef: { apiGroup: 'i.io', kind: 'Infra', name: 'w' } },
    },
    ...spec,
  },
});
const old = (spec: object) => ({ ...hub('MachineDeployment', spec), apiVersion: 'cluster.x-k8s.io/v1beta1' });
const up = (object: object) => through(MachineDeployment, object, ['v1beta2']).spec;
const down = (object: object) => through(MachineDeployment, object, ['v1beta1']).spec;

describe('MachineDeployment between v1beta1 and the hub', () => {
  const strategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '25%', maxUnavailable: 0, deletePolicy: 'Oldest' },
    remediation: { maxInFlight: 2 },
  };

  test('has its strategy in the three places where its parts belong', () => {
    const spec = up(old({ strategy }));
    expect(spec).toMatchObject({
      rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } },
      deletion: { order: 'Oldest' },
      remediation: { maxInFlight: 2 },
    });
    expect(down({ ...old({}), apiVersion: 'cluster.x-k8s.io/v1beta2', spec })).toMatchObject({ strategy });
  });

  test('shows a strategy for an order of deletion alone', () => {
    expect(down(hub('MachineDeployment', { deletion: { order: 'Newest' } }))?.['strategy']).toEqual({
      rollingUpdate: { deletePolicy: 'Newest' },
    });
  });

  test.each([
    ['minReadySeconds of zero stays', { minReadySeconds: 0 }, 'template.spec.minReadySeconds', 0],
    ['a time is whole seconds of UTC', { rolloutAfter: '2024-02-29T12:00:00.5+02:00' }, 'rollout.after', '2024-02-29T10:00:00Z'],
    ['fields that did nothing are gone', { revisionHistoryLimit: 1, progressDeadlineSeconds: 600 }, 'progressDeadlineSeconds', undefined],
  ])('%s', (_rule, spec, path, value) => {
    expect(path.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], up(old(spec)))).toBe(value);
  });
});

describe('MachineSet between v1beta1 and the hub', () => {
  test('always says in the hub what v1beta1 counted', () => {
    const set = { ...hub('MachineSet', {}), apiVersion: 'cluster.x-k8s.io/v1beta1' };
    expect(through(MachineSet, set, ['v1beta2']).status).toEqual({
      replicas: 0,
      deprecated: { v1beta1: { fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 } },
    });
  });

  test('remembers nothing in v1beta1, where it has nothing to lose', () => {
    expect(through(MachineSet, hub('MachineSet', {}), ['v1beta1']).metadata.annotations).toBeUndefined();
  });
});
