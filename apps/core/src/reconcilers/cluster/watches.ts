import {
  Cluster,
  keyOf,
  labels,
  Machine,
  MachineDeployment,
  MachineSet,
  parseClusterSecretName,
  Secret,
  type KubernetesObject,
  type ObjectKey,
} from '@capi/api';
import { watch, type CacheScope, type Permission, type Source, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { crdArrivals, crdScope } from '../../external/external-objects.ts';
import { byReference, referenceValue } from '../../external/references-index.ts';
import { changes } from '../../watch-changes.ts';
import type { Wiring } from '../../wiring.ts';

const clusterScope: CacheScope<Cluster> = {
  resource: Cluster,
  indexes: {
    [byReference]: ({ spec }) =>
      [spec?.infrastructureRef, spec?.controlPlaneRef].flatMap((reference) => (reference === undefined ? [] : [referenceValue(reference)])),
  },
};

export const reads: readonly CacheScope[] = [clusterScope as unknown as CacheScope, crdScope];

export const permissions: readonly Permission[] = [
  {
    group: 'cluster.x-k8s.io',
    resources: ['clusters', 'clusters/status', 'clusters/finalizers'],
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  { group: 'cluster.x-k8s.io', resources: ['machinedeployments', 'machinesets', 'machines'], verbs: ['get', 'list', 'watch', 'delete'] },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  ...['infrastructure', 'controlplane'].map((group) => ({
    group: `${group}.cluster.x-k8s.io`,
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'update', 'patch', 'delete'] as const,
  })),
];

const named = (object: DeepReadonly<KubernetesObject>): readonly ObjectKey[] => {
  const name = object.metadata.labels?.[labels.clusterName];
  return name === undefined ? [] : [{ ...keyOf(object), name }];
};

export const watches: readonly Watch[] = [
  crdArrivals(Cluster),
  watch({
    resource: MachineDeployment,
    when: changes(({ metadata, spec, status }) => [metadata.deletionTimestamp, metadata.labels, spec.replicas, status]),
    wakes: named,
  }),
  watch({
    resource: MachineSet,
    when: changes(({ metadata, spec, status }) => [
      metadata.deletionTimestamp,
      metadata.labels,
      metadata.ownerReferences,
      spec.replicas,
      status,
    ]),
    // The sets of a deployment count in their deployment's status.
    wakes: (set) =>
      set.metadata.labels?.[labels.deploymentName] === undefined || set.metadata.deletionTimestamp !== undefined ? named(set) : [],
  }),
  watch({
    resource: Machine,
    when: changes(({ metadata, status }) => [
      metadata.deletionTimestamp,
      metadata.labels,
      status?.nodeRef,
      status?.nodeInfo?.kubeletVersion,
      status?.conditions?.filter(({ type }) => aggregated.includes(type)).map(({ type, status: value, message }) => [type, value, message]),
    ]),
    wakes: named,
  }),
  // Only Clusters that make their own kubeconfig look at Secrets: at the authority that it is signed by, and at the kubeconfig itself.
  watch({
    resource: Secret,
    when: changes((secret) => secret.metadata.uid),
    wakes: (secret, cache) => {
      const parsed = parseClusterSecretName(secret.metadata.name);
      if (parsed?.purpose !== 'kubeconfig' && parsed?.purpose !== 'ca') return [];
      const key = { ...keyOf(secret), name: parsed.cluster };
      return cache.get(Cluster, key)?.spec.controlPlaneRef === undefined ? [key] : [];
    },
  }),
];

/** Conditions of Machines that a Cluster sums up. */
const aggregated: readonly string[] = ['Ready', 'Available', 'UpToDate', 'HealthCheckSucceeded', 'OwnerRemediated'];

export const sources = ({ workloadClusters, settings }: Wiring): readonly Source[] => [
  workloadClusters.changes({ silence: settings.remoteConnectionGrace, keysOf: (cluster) => [cluster] }),
];
