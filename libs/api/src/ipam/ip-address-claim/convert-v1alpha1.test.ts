import type { UnstructuredObject } from '../../meta/object.ts';
import type { ConversionContext } from '../../schema/define-kind.ts';
import { convertV1Alpha1 } from './convert-v1alpha1.ts';

const context: ConversionContext = { apiVersionOf: () => 'unused', serves: () => false };
const label = 'cluster.x-k8s.io/cluster-name';
const mark = 'conversion.cluster.x-k8s.io/cluster-name-label-set';
const claim = (metadata: object, spec: object = {}): UnstructuredObject =>
  ({
    apiVersion: 'ipam.cluster.x-k8s.io/v1beta2',
    kind: 'IPAddressClaim',
    metadata: { name: 'demo', ...metadata },
    spec,
  }) as UnstructuredObject;
const up = (object: UnstructuredObject) => convertV1Alpha1.toHub(object, context);
const down = (object: UnstructuredObject) => convertV1Alpha1.fromHub(object, context);

describe('IPAddressClaim in v1alpha1', () => {
  test('names its Cluster in a label', () => {
    expect(up(claim({ labels: { [label]: 'blue' } })).spec).toEqual({ clusterName: 'blue' });
  });

  test('takes away again a label that only the conversion set', () => {
    const there = down(claim({}, { clusterName: 'blue' }));
    expect(there.metadata.labels).toEqual({ [label]: 'blue' });
    expect(there.metadata.annotations?.[mark]).toBe('false');
    const back = up(there);
    expect(back.spec).toEqual({ clusterName: 'blue' });
    expect(back.metadata).toEqual({ name: 'demo' });
  });

  test('leaves a label that was there, with the name of the Cluster as its value', () => {
    const there = down(claim({ labels: { [label]: 'red', other: 'x' } }, { clusterName: 'blue' }));
    expect(there.metadata.labels).toEqual({ [label]: 'blue', other: 'x' });
    expect(there.metadata.annotations?.[mark]).toBeUndefined();
    expect(up(there).metadata.labels).toEqual({ [label]: 'blue', other: 'x' });
  });

  test('shows a pool without group with a null in its place, as upstream does', () => {
    expect(down(claim({}, { poolRef: { kind: 'Pool', name: 'p' } })).spec).toEqual({
      poolRef: { apiGroup: null, kind: 'Pool', name: 'p' },
    });
  });

  test('does not change what it is given', () => {
    const given = claim({ labels: { [label]: 'red' } }, { clusterName: 'blue' });
    const copy = structuredClone(given);
    up(down(given));
    expect(given).toEqual(copy);
  });
});
