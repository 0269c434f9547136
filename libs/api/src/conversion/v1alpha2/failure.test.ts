import { Cluster } from '../../core/cluster/kind.ts';
import { Machine } from '../../core/machine/kind.ts';
import type { UnstructuredObject } from '../../meta/object.ts';
import { through } from '../../testing/conversion.ts';

const objects = [
  { kind: Cluster, name: 'Cluster', spec: { clusterNetwork: { apiServerPort: 6443 } } },
  { kind: Machine, name: 'Machine', spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'data' } } },
];

describe.each(objects)('failure of a $name in v1alpha2', ({ kind, name, spec }) => {
  const object = (failureReason: string): UnstructuredObject =>
    ({
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: name,
      metadata: { name: 'a', namespace: 'b' },
      spec,
      status: { deprecated: { v1beta1: { failureReason } } },
    }) as unknown as UnstructuredObject;

  test('is the error reason that the first book shows', () => {
    expect(through(kind, object('CreateError'), ['v1alpha2'])).toMatchObject({ status: { errorReason: 'CreateError' } });
  });

  test('is not shown when it is an empty text, and is that text again in the hub', () => {
    const shown = through(kind, object(''), ['v1alpha2']);
    expect(shown).not.toHaveProperty('status.errorReason');
    expect(through(kind, shown, ['v1beta2'])).toMatchObject({ status: { deprecated: { v1beta1: { failureReason: '' } } } });
  });
});
