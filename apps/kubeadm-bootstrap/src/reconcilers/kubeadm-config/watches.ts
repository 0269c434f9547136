import {
  Cluster,
  ConfigMap,
  KubeadmConfig,
  keyOf,
  labels,
  Machine,
  parseApiVersion,
  parseClusterSecretName,
  Secret,
  type KubernetesObject,
  type ObjectKey,
} from '@capi/api';
import { sameJson, watch, type Cache, type CacheScope, type Permission, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { initLockName } from './decide/init-lock-name.ts';

/** Which events wake which configs. Everything that a config waits for is here, so that nothing is polled. */
export const watches: readonly Watch[] = [
  watch<Machine>({
    resource: Machine,
    when: ({ before, after }) => !sameJson(relevantOfMachine(before), relevantOfMachine(after)),
    // A Machine that goes away may have held the init lock.
    wakes: (machine, cache) => [
      ...configOf(machine),
      ...(cache.get(Machine, keyOf(machine)) === undefined ? waitingOn(cache, clusterOfMachine(machine)) : []),
    ],
  }),
  watch<Cluster>({
    resource: Cluster,
    when: ({ before, after }) => !sameJson(relevant(before), relevant(after)),
    wakes: (cluster, cache) => configsOf(cache, keyOf(cluster)),
  }),
  watch<Secret>({
    resource: Secret,
    wakes: (secret, cache) => [...ownersOf(secret), ...certificateUsers(secret, cache)],
  }),
  watch<ConfigMap>({
    resource: ConfigMap,
    // Only a lock that goes away lets anybody go on.
    when: ({ before, after }) => before !== undefined && after === undefined,
    wakes: ({ metadata }, cache) => {
      const cluster = metadata.labels?.[labels.clusterName];
      if (cluster === undefined || metadata.name !== initLockName(cluster)) return [];
      return waitingOn(cache, { name: cluster, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) });
    },
  }),
];

/** Secrets and ConfigMaps of clusters only: a management cluster holds many others. */
export const reads: readonly CacheScope[] = [
  { resource: Secret, labelSelector: labels.clusterName } as unknown as CacheScope,
  { resource: ConfigMap, labelSelector: labels.clusterName } as unknown as CacheScope,
];

export const permissions: readonly Permission[] = [
  {
    group: 'bootstrap.cluster.x-k8s.io',
    resources: ['kubeadmconfigs', 'kubeadmconfigs/status', 'kubeadmconfigs/finalizers'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  { group: 'cluster.x-k8s.io', resources: ['clusters', 'machines'], verbs: ['get', 'list', 'watch'] },
  { group: 'controlplane.cluster.x-k8s.io', resources: ['kubeadmcontrolplanes'], verbs: ['get', 'list', 'watch'] },
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  // The lock of the first control-plane machine.
  { group: '', resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
];

/** The part of a Machine that a config depends on: most of what changes on a Machine is no business of its config. */
const relevantOfMachine = (machine: DeepReadonly<Machine> | undefined): unknown =>
  machine === undefined
    ? undefined
    : [
        machine.metadata.uid,
        machine.metadata.labels?.[labels.controlPlane] !== undefined,
        machine.spec?.clusterName,
        machine.spec?.version,
        machine.spec?.bootstrap,
        machine.status?.nodeRef !== undefined,
      ];

/** The part of a Cluster that a config depends on. */
const relevant = (cluster: DeepReadonly<Cluster> | undefined): unknown => [
  cluster?.spec?.paused === true,
  cluster?.spec?.controlPlaneEndpoint,
  cluster?.status?.initialization?.infrastructureProvisioned === true,
  cluster?.status?.conditions?.some(({ type, status }) => type === 'ControlPlaneInitialized' && status === 'True') === true,
];

function configOf({ metadata, spec }: DeepReadonly<Machine>): readonly ObjectKey[] {
  const reference = spec?.bootstrap?.configRef;
  if (reference?.kind !== KubeadmConfig.kind || reference.apiGroup !== KubeadmConfig.group) return [];
  return [{ name: reference.name, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) }];
}

const clusterOfMachine = ({ metadata, spec }: DeepReadonly<Machine>): ObjectKey => ({
  name: spec?.clusterName ?? '',
  ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
});

/** The configs of all Machines of a cluster. */
const configsOf = (cache: Cache, { namespace, name }: ObjectKey): readonly ObjectKey[] =>
  cache.list(Machine, { ...(namespace === undefined ? {} : { namespace }), labels: { [labels.clusterName]: name } }).flatMap(configOf);

/** Those of them that have no data yet, or whose machine has not joined: the others do not care about locks, secrets, connections. */
export const waitingOn = (cache: Cache, cluster: ObjectKey): readonly ObjectKey[] =>
  cache
    .list(Machine, {
      ...(cluster.namespace === undefined ? {} : { namespace: cluster.namespace }),
      labels: { [labels.clusterName]: cluster.name },
    })
    .filter(({ status }) => status?.nodeRef === undefined)
    .flatMap(configOf);

function ownersOf({ metadata }: DeepReadonly<KubernetesObject>): readonly ObjectKey[] {
  const owners = metadata.ownerReferences?.filter(
    ({ apiVersion, kind }) => kind === KubeadmConfig.kind && parseApiVersion(apiVersion).group === KubeadmConfig.group,
  );
  return (owners ?? []).map(({ name }) => ({ name, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) }));
}

function certificateUsers({ metadata }: DeepReadonly<Secret>, cache: Cache): readonly ObjectKey[] {
  const parsed = parseClusterSecretName(metadata.name);
  if (parsed === undefined || parsed.purpose === 'kubeconfig') return [];
  const waiting = waitingOn(cache, {
    name: parsed.cluster,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  });
  return waiting.filter((key) => cache.get(KubeadmConfig, key)?.status?.initialization?.dataSecretCreated !== true);
}
