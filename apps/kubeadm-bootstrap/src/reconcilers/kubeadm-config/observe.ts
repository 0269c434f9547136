import { Cluster, clusterSecretName, ConfigMap, KubeadmConfig, labels, Machine, parseApiVersion, Secret, type ObjectKey } from '@capi/api';
import { readCertificateSecret, type CertificatePurpose } from '@capi/certificates';
import type { Cache, Client } from '@capi/controller-runtime';
import { printEndpoint } from '@capi/kubeadm';
import type { Clock, DeepReadonly, Duration } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import { initLockKey, initLockName } from './decide/init-lock-name.ts';
import type { Observation, SeenCluster, SeenDataSecret, SeenLock, SeenMachine } from './observation.ts';

export interface ObservePorts {
  readonly cache: Cache;
  readonly client: Client;
  readonly clock: Clock;
  readonly workloadClusters: Pick<WorkloadClusters, 'connection'>;
  readonly tokenLifetime: Duration;
}

/** Reads all that a decision about one config may look at; undefined when the config is gone. */
export async function observe(ports: ObservePorts, key: ObjectKey, signal: AbortSignal): Promise<Observation | undefined> {
  const { cache, clock, tokenLifetime } = ports;
  const config = cache.get(KubeadmConfig, key);
  if (config === undefined) return undefined;
  const nothing = { now: clock.now(), config, certificates: {}, connected: false, tokenLifetime };
  const machine = ownerOf(cache, config);
  if (machine === undefined) return nothing;
  const owner = seenMachine(machine);
  const clusterKey = { namespace: key.namespace ?? '', name: machine.spec?.clusterName ?? '' };
  const found = cache.get(Cluster, clusterKey);
  if (found === undefined) return { ...nothing, owner };
  const cluster = seenCluster(found, clusterKey);
  const secret = cache.get(Secret, key);
  const lock = cache.get(ConfigMap, { ...clusterKey, name: initLockName(cluster.name) });
  return {
    ...nothing,
    owner,
    cluster,
    ...(secret === undefined ? {} : { dataSecret: seenDataSecret(config, secret) }),
    ...(lock === undefined ? {} : { initLock: seenLock(cache, lock) }),
    certificates: needsCertificates(config, owner, cluster) ? await seenCertificates(ports, config, cluster, signal) : {},
    connected: ports.workloadClusters.connection(clusterKey) !== undefined,
  };
}

/** The first owner that is a Machine, whatever API version the reference names. */
function ownerOf(cache: Cache, { metadata }: DeepReadonly<KubeadmConfig>): DeepReadonly<Machine> | undefined {
  const reference = metadata.ownerReferences?.find(
    ({ apiVersion, kind }) => kind === Machine.kind && parseApiVersion(apiVersion).group === Machine.group,
  );
  return reference === undefined ? undefined : cache.get(Machine, { namespace: metadata.namespace ?? '', name: reference.name });
}

function seenMachine({ metadata, spec, status }: DeepReadonly<Machine>): SeenMachine {
  const dataSecretName = spec?.bootstrap?.dataSecretName;
  return {
    name: metadata.name,
    controlPlane: metadata.labels?.[labels.controlPlane] !== undefined,
    hasNode: status?.nodeRef !== undefined,
    ...(spec?.version === undefined ? {} : { version: spec.version }),
    ...(dataSecretName === undefined || dataSecretName === '' ? {} : { dataSecretName }),
  };
}

function seenCluster(
  { metadata, spec, status }: DeepReadonly<Cluster>,
  key: { readonly namespace: string; readonly name: string },
): SeenCluster {
  const endpoint = printEndpoint(spec?.controlPlaneEndpoint);
  const network = spec?.clusterNetwork;
  return {
    ...key,
    uid: metadata.uid ?? '',
    paused: spec?.paused === true,
    infrastructureProvisioned: status?.initialization?.infrastructureProvisioned === true,
    controlPlaneInitialized: status?.conditions?.some((each) => each.type === 'ControlPlaneInitialized' && each.status === 'True') === true,
    hasControlPlane: spec?.controlPlaneRef !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(network?.serviceDomain === undefined ? {} : { serviceDomain: network.serviceDomain }),
    ...(network?.pods === undefined ? {} : { podCidrBlocks: network.pods.cidrBlocks ?? [] }),
    ...(network?.services === undefined ? {} : { serviceCidrBlocks: network.services.cidrBlocks ?? [] }),
  };
}

function seenDataSecret(config: DeepReadonly<KubeadmConfig>, { metadata }: DeepReadonly<Secret>): SeenDataSecret {
  const ownerReferences = metadata.ownerReferences ?? [];
  const controller = ownerReferences.find((reference) => reference.controller === true);
  return {
    ours: controller !== undefined && controller.uid === config.metadata.uid,
    ...(controller === undefined || controller.kind === KubeadmConfig.kind
      ? {}
      : { foreignOwner: `${controller.kind} ${controller.name}` }),
    ownerReferences,
  };
}

function seenLock(cache: Cache, { metadata, data }: DeepReadonly<ConfigMap>): SeenLock {
  const holder = readHolder(data?.[initLockKey]);
  return {
    ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
    ...(holder === undefined ? {} : { holder }),
    holderGone: holder !== undefined && cache.get(Machine, { namespace: metadata.namespace ?? '', name: holder }) === undefined,
  };
}

function readHolder(text: string | undefined): string | undefined {
  try {
    const { machineName } = JSON.parse(text ?? '') as { machineName?: unknown };
    return typeof machineName === 'string' ? machineName : undefined;
  } catch {
    return undefined;
  }
}

/** Only a config that is about to be rendered looks at certificates; the others would read in vain. */
const needsCertificates = (config: DeepReadonly<KubeadmConfig>, owner: SeenMachine, cluster: SeenCluster): boolean =>
  config.status?.initialization?.dataSecretCreated !== true &&
  cluster.infrastructureProvisioned &&
  (cluster.controlPlaneInitialized || owner.controlPlane);

const purposes: readonly CertificatePurpose[] = ['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'];

async function seenCertificates(
  { cache, client }: ObservePorts,
  config: DeepReadonly<KubeadmConfig>,
  cluster: SeenCluster,
  signal: AbortSignal,
): Promise<Observation['certificates']> {
  const external = config.spec?.clusterConfiguration?.etcd?.external !== undefined;
  const wanted = purposes.filter((purpose) => external || purpose !== 'apiserver-etcd-client');
  const entries = await Promise.all(
    wanted.map(async (purpose) => {
      const key = { namespace: cluster.namespace, name: clusterSecretName(cluster.name, purpose) };
      // Live when the cache has none: what users bring need not carry the label that the cache selects by.
      const secret = cache.get(Secret, key) ?? (await client.get(Secret, key, signal));
      const material = secret === undefined ? undefined : readCertificateSecret(secret);
      return material === undefined ? [] : [[purpose, material.privateKey === '' ? 'without-key' : 'complete'] as const];
    }),
  );
  return Object.fromEntries(entries.flat());
}
