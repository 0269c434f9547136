import type { ClusterResourceSet, ClusterResourceSetBinding } from '@capi/api';

import { validateClusterResourceSetBinding } from '../cluster-resource-set-binding/validate.ts';
import { aWrite, found } from '../testing.ts';
import { validateClusterResourceSet } from './validate.ts';

const clusterSelector = { matchLabels: { a: 'b' } };
const spec = { clusterSelector, strategy: 'ApplyOnce' };

describe('a ClusterResourceSet', () => {
  const says = (now: object, before?: object) =>
    found(validateClusterResourceSet(aWrite<ClusterResourceSet>({ spec: now }, before === undefined ? {} : { before: { spec: before } })));

  test('may be valid and change its resources', () => expect([...says(spec), ...says({ ...spec, resources: [] }, spec)]).toEqual([]));
  test('selects some Clusters', () => expect(says({})).toEqual(['Invalid spec.clusterSelector']));
  test('has a selector that can be read', () => {
    expect(says({ clusterSelector: { matchLabels: { a: 'bad value' } } })).toEqual(['Invalid spec.clusterSelector']);
  });
  test('keeps its strategy and its selector, as they are written', () => {
    expect(says({ ...spec, strategy: 'Reconcile' }, spec)).toEqual(['Invalid spec.strategy']);
    expect(says({ clusterSelector }, spec)).toEqual(['Invalid spec.strategy']);
    expect(says({ ...spec, clusterSelector: { ...clusterSelector, matchExpressions: [] } }, spec)).toEqual([
      'Invalid spec.clusterSelector',
    ]);
  });
  test('may choose a strategy later', () => expect(says({ ...spec, strategy: 'Reconcile' }, { clusterSelector })).toEqual([]));
});

describe('a ClusterResourceSetBinding', () => {
  const says = (now: object, before: object) =>
    found(validateClusterResourceSetBinding(aWrite<ClusterResourceSetBinding>({ spec: now }, { before: { spec: before } })));

  test('stays with its Cluster once it has one', () => {
    expect([...says({ clusterName: 'a' }, {}), ...says({ clusterName: 'a', bindings: [] }, { clusterName: 'a' })]).toEqual([]);
    expect([...says({ clusterName: 'b' }, { clusterName: 'a' }), ...says({}, { clusterName: 'a' })]).toEqual([
      'Invalid spec.clusterName',
      'Invalid spec.clusterName',
    ]);
  });
});
