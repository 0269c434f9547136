import type { UnstructuredObject } from '../../meta/object.ts';
import type { ConversionContext } from '../../schema/define-kind.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';

const context: ConversionContext = { apiVersionOf: () => 'unused', serves: () => false };
const binding = (spec: object): UnstructuredObject =>
  ({
    apiVersion: 'addons.cluster.x-k8s.io/v1beta1',
    kind: 'ClusterResourceSetBinding',
    metadata: { name: 'demo' },
    spec,
  }) as UnstructuredObject;

describe('ClusterResourceSetBinding in v1beta1', () => {
  test('has null where an entry says nothing', () => {
    expect(convertV1Beta1.fromHub(binding({ bindings: [{}, { clusterResourceSetName: 'cni' }] }), context).spec).toEqual({
      bindings: [null, { clusterResourceSetName: 'cni' }],
    });
  });

  test('takes null for an entry that says nothing', () => {
    expect(convertV1Beta1.toHub(binding({ bindings: [null, { clusterResourceSetName: 'cni' }] }), context).spec).toEqual({
      bindings: [{}, { clusterResourceSetName: 'cni' }],
    });
  });

  test('says of every resource whether it was applied', () => {
    const old = binding({ bindings: [{ clusterResourceSetName: 'cni', resources: [{ kind: 'Secret', name: 'calico' }] }] });
    expect(convertV1Beta1.toHub(old, context).spec).toEqual({
      bindings: [{ clusterResourceSetName: 'cni', resources: [{ kind: 'Secret', name: 'calico', applied: false }] }],
    });
  });
});
