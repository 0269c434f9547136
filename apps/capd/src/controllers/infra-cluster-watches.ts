import { Cluster } from '@capi/api';
import { watch, type CacheScope, type Permission, type Watch } from '@capi/controller-runtime';

import { devFamily, dockerFamily, type Family } from '../infra-objects.ts';

/** Kinds that are read beside the one that is reconciled. */
export const reads: readonly CacheScope[] = [devFamily.cluster, dockerFamily.cluster].map(
  (resource) => ({ resource }) as unknown as CacheScope,
);

export const permissions: readonly Permission[] = [
  { group: 'cluster.x-k8s.io', resources: ['clusters'], verbs: ['get', 'list', 'watch'] },
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['devclusters', 'dockerclusters'].flatMap((plural) => [plural, `${plural}/status`, `${plural}/finalizers`]),
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
];

/** A Cluster wakes its infrastructure when it shows up or is paused or resumed. */
export const watches = (family: Family): readonly Watch[] => [
  watch<Cluster>({
    resource: Cluster,
    when: ({ before, after }) => before === undefined || (before.spec?.paused === true) !== (after?.spec?.paused === true),
    wakes: ({ metadata, spec }) => {
      const reference = spec?.infrastructureRef;
      return reference?.kind === family.cluster.kind ? [{ namespace: metadata.namespace ?? '', name: reference.name }] : [];
    },
  }),
];
