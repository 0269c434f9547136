import { builtInResources } from '../built-in/built-in-resources.ts';
import type { ServedResource } from '../served-resource.ts';
import { aggregatedDiscovery } from './aggregated.ts';
import { apiGroup, apiGroupList, apiResourceList } from './discovery.ts';
import { compareVersions } from './versions.ts';

const thing = (version: string): ServedResource => ({
  ...(builtInResources[0] as ServedResource),
  group: 'test.io',
  version,
  kind: 'Thing',
  plural: 'things',
  singular: 'thing',
  shortNames: ['th'],
  categories: [],
  verbs: ['get', 'list', 'watch'],
  status: true,
  scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
  subresources: [],
  custom: true,
});

describe('discovery', () => {
  test('prefers stable versions, then higher ones', () => {
    expect(['v1alpha1', 'v1', 'other', 'v1beta2', 'v2', 'v1beta10'].toSorted(compareVersions)).toEqual([
      'v2',
      'v1',
      'v1beta10',
      'v1beta2',
      'v1alpha1',
      'other',
    ]);
  });

  test('lists a group with its preferred version', () => {
    expect(apiGroup([thing('v1beta1'), thing('v1beta2')], 'test.io')).toEqual({
      kind: 'APIGroup',
      apiVersion: 'v1',
      name: 'test.io',
      versions: [
        { groupVersion: 'test.io/v1beta2', version: 'v1beta2' },
        { groupVersion: 'test.io/v1beta1', version: 'v1beta1' },
      ],
      preferredVersion: { groupVersion: 'test.io/v1beta2', version: 'v1beta2' },
    });
    expect(apiGroup([thing('v1')], 'other.io')).toBeUndefined();
  });

  test('leaves the core group out of the groups', () => {
    const { groups } = apiGroupList(builtInResources) as { groups: readonly { name: string }[] };
    expect(groups.map(({ name }) => name)).not.toContain('');
  });

  test('lists kinds with their subresources', () => {
    const { resources } = apiResourceList([thing('v1')], 'test.io', 'v1') as {
      resources: readonly { name: string; kind: string; group?: string }[];
    };
    expect(resources.map(({ name, kind, group }) => [name, kind, group])).toEqual([
      ['things', 'Thing', undefined],
      ['things/scale', 'Scale', 'autoscaling'],
      ['things/status', 'Thing', undefined],
    ]);
  });

  test('says everything at once to clients that ask for it', () => {
    expect(aggregatedDiscovery([thing('v1'), ...builtInResources], 'named')).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      items: expect.arrayContaining([
        expect.objectContaining({
          metadata: { name: 'test.io' },
          versions: [
            {
              version: 'v1',
              freshness: 'Current',
              resources: [
                expect.objectContaining({
                  resource: 'things',
                  responseKind: { group: 'test.io', version: 'v1', kind: 'Thing' },
                  scope: 'Namespaced',
                  singularResource: 'thing',
                  shortNames: ['th'],
                }),
              ],
            },
          ],
        }),
      ]),
    });
  });
});
