import {
  annotations,
  Cluster,
  defaultKubeadmControlPlane,
  finalizers,
  KubeadmConfig,
  KubeadmControlPlane,
  labels,
  Machine,
  type ObjectKey,
  type UnstructuredObject,
} from '@capi/api';
import { sameJson } from '@capi/controller-runtime';
import { printEndpoint } from '@capi/kubeadm';
import { renderName } from '@capi/machine-rollout';
import { isOwnedBy, ownerReference } from '@capi/owner-references';
import { hours, parseInstant, seconds, type DeepReadonly } from '@capi/seams';

import { chorePrints } from '../desired/chore-prints.ts';
import type { Observation } from '../observation.ts';
import type { Ports } from '../ports.ts';
import { parseRemediation } from '../remediation-note.ts';
import type { Sight } from '../subject.ts';
import { etcdCluster, examineEtcd, examineWorkload, hasKubeadmConfig } from './examine-workload.ts';
import { findInfrastructure } from './find-infrastructure.ts';
import { findSecrets, seeCertificates, seeKubeconfig } from './find-secrets.ts';
import { seeMachine, type MachineContext } from './see-machine.ts';
import { seePauses } from './see-pauses.ts';
import { sortMachines } from './sort-machines.ts';

/**
 * Everything that a decision may look at, from caches but for what has none: kubeadm-config until it is there, and etcd.
 * @returns undefined when there is nothing to decide: the object is gone, or no Cluster owns it yet
 */
export async function observe(key: ObjectKey, ports: Ports, signal: AbortSignal): Promise<Sight | undefined> {
  const { runtime, memory } = ports;
  const { cache, clock } = runtime;
  const stored = cache.get(KubeadmControlPlane, key);
  const cluster = stored && ownerCluster(stored, ports);
  if (stored === undefined || cluster === undefined) return undefined;

  const controlPlane = defaultKubeadmControlPlane(stored);
  const now = clock.now();
  const namespace = stored.metadata.namespace ?? '';
  const clusterKey = { namespace, name: cluster.metadata.name };
  const uid = stored.metadata.uid ?? '';
  const stackedEtcd = controlPlane.spec.kubeadmConfigSpec?.clusterConfiguration?.etcd?.external === undefined;
  const sorted = sortMachines(cache.list(Machine, { namespace, labels: { [labels.clusterName]: cluster.metadata.name } }), uid);
  const infrastructure = await findInfrastructure(controlPlane, ports, signal);

  const initializedSince = initializationOf(stored);
  const workload = await examineWorkload(clusterKey, ports, initializedSince, signal);
  const initialized =
    stored.status?.initialization?.controlPlaneInitialized === true || (await becameInitialized(sorted.ours, workload, signal));
  // With the cluster go its Secrets, so a missing one is nothing to look for then.
  const searchLive = initialized && stored.metadata.deletionTimestamp === undefined;
  const secrets = await findSecrets(clusterKey, searchLive, ports, signal);
  const etcdNodes = sorted.ours.filter((machine) => machine.metadata.deletionTimestamp === undefined).flatMap(nodeOf);
  const etcdAccess = etcdCluster(
    cluster.metadata.uid ?? '',
    initialized ? workload.connection : undefined,
    secrets.certificates,
    etcdNodes,
  );
  const etcd = await examineEtcd(stackedEtcd, etcdAccess, ports, signal);

  const context: MachineContext = {
    now,
    controlPlane,
    cluster: cluster.metadata.name,
    initialized,
    stackedEtcd,
    workload,
    etcd,
    memory,
  };
  const configs = new Map<string, DeepReadonly<KubeadmConfig>>();
  const infrastructures = new Map<string, DeepReadonly<UnstructuredObject>>();
  for (const machine of sorted.ours) {
    const { name } = machine.metadata;
    const config = cache.get(KubeadmConfig, { namespace, name: machine.spec.bootstrap.configRef?.name ?? name });
    if (config !== undefined) configs.set(name, config);
    const part = infrastructure.machine(machine.spec.infrastructureRef.name);
    if (part !== undefined) infrastructures.set(name, part);
  }
  const endpoint = printEndpoint(cluster.spec?.controlPlaneEndpoint);
  const prints = chorePrints(controlPlane);
  const naming = controlPlane.spec.machineNaming?.template ?? defaultNaming;
  const seen: Observation = {
    now,
    namespace,
    name: stored.metadata.name,
    cluster: cluster.metadata.name,
    generation: stored.metadata.generation ?? 0,
    pausedBy: seePauses(cluster, stored),
    deleting: stored.metadata.deletionTimestamp !== undefined,
    claimed: stored.metadata.finalizers?.includes(finalizers.kubeadmControlPlane) === true && sameJson(stored.spec, controlPlane.spec),
    desired: controlPlane.spec.replicas ?? 1,
    version: controlPlane.spec.version,
    maxSurge: Number(controlPlane.spec.rollout?.strategy?.rollingUpdate?.maxSurge ?? 1),
    stackedEtcd,
    loadBalancerGrace: ports.loadBalancerGrace,
    infrastructureProvisioned: cluster.status?.initialization?.infrastructureProvisioned === true,
    ...(endpoint === undefined ? {} : { endpoint }),
    failureDomains: (cluster.status?.failureDomains ?? []).filter((domain) => domain.controlPlane === true).map(({ name }) => name),
    template: {
      state:
        infrastructure.template === undefined
          ? 'missing'
          : isOwnedBy(infrastructure.template.metadata.ownerReferences, ownerReference(cluster))
            ? 'owned'
            : 'unowned',
      name: `${controlPlane.spec.machineTemplate.spec.infrastructureRef.kind} ${namespace}/${controlPlane.spec.machineTemplate.spec.infrastructureRef.name}`,
    },
    certificates: seeCertificates(secrets.certificates, stackedEtcd, uid),
    kubeconfig: seeKubeconfig(secrets.kubeconfig, uid, now),
    initialized,
    ...(initializedSince === undefined ? {} : { initializedSince }),
    workload: workload.seen,
    etcd,
    chores: {
      preparedForJoin: memory.preparedFor.get(uid) === prints.join,
      addonsUpdated: memory.addonsFor.get(uid) === prints.addons,
    },
    machines: sorted.ours.map((machine) =>
      seeMachine(machine, configs.get(machine.metadata.name), infrastructures.get(machine.metadata.name), context),
    ),
    remediation: seeRemediation(controlPlane),
    foreignMachines: sorted.foreign,
    workers: sorted.workers,
    conditions: stored.status?.conditions ?? [],
    drawn: { nextName: drawName(stored, cluster.metadata.name, naming, ports) },
  };
  return {
    seen,
    subject: {
      stored,
      controlPlane,
      cluster,
      machines: new Map(sorted.ours.map((machine) => [machine.metadata.name, machine])),
      configs,
      infrastructure: infrastructures,
      infrastructureKind: infrastructure.infrastructureKind,
      templateKind: infrastructure.templateKind,
      template: infrastructure.template,
      secrets: secrets.certificates,
      kubeconfig: secrets.kubeconfig,
      connection: workload.connection,
      etcd: etcdAccess,
    },
  };
}

/** The last failure counts as a new one when the replacement lasted an hour, unless the spec says otherwise. */
const defaultMinHealthyPeriod = hours(1);

function seeRemediation({ spec, metadata }: DeepReadonly<KubeadmControlPlane>): Observation['remediation'] {
  const { maxRetry, retryPeriodSeconds = 0, minHealthyPeriodSeconds } = spec.remediation ?? {};
  const inProgress = parseRemediation(metadata.annotations?.[annotations.remediationInProgress]);
  return {
    ...(inProgress === undefined ? {} : { inProgress }),
    ...(maxRetry === undefined ? {} : { maxRetry }),
    retryPeriod: seconds(retryPeriodSeconds),
    minHealthyPeriod: minHealthyPeriodSeconds === undefined ? defaultMinHealthyPeriod : seconds(minHealthyPeriodSeconds),
  };
}

/** A name that no Machine has: the apply that makes a Machine would otherwise change the one of that name. */
function drawName(controlPlane: DeepReadonly<KubeadmControlPlane>, cluster: string, naming: string, { runtime }: Ports): string {
  const { name: own, namespace = '' } = controlPlane.metadata;
  for (;;) {
    const name = renderName(naming, { 'cluster.name': cluster, 'kubeadmControlPlane.name': own }, runtime.random.suffix(5));
    if (runtime.cache.get(Machine, { namespace, name }) === undefined) return name;
  }
}

const defaultNaming = '{{ .kubeadmControlPlane.name }}-{{ .random }}';

/** The Cluster that owns the control plane; the Cluster controller writes that reference. */
function ownerCluster(controlPlane: DeepReadonly<KubeadmControlPlane>, { runtime }: Ports): DeepReadonly<Cluster> | undefined {
  const reference = controlPlane.metadata.ownerReferences?.find(
    (owner) => owner.kind === Cluster.kind && owner.apiVersion.startsWith(`${Cluster.group}/`),
  );
  const { namespace } = controlPlane.metadata;
  return reference && runtime.cache.get(Cluster, { ...(namespace === undefined ? {} : { namespace }), name: reference.name });
}

const initializationOf = (controlPlane: DeepReadonly<KubeadmControlPlane>) =>
  parseInstant(
    controlPlane.status?.conditions?.find((condition) => condition.type === 'Initialized' && condition.status === 'True')
      ?.lastTransitionTime ?? '',
  );

/** While the only Machine is going, what it initialised goes with it, and its replacement must run `kubeadm init` again. */
async function becameInitialized(
  machines: readonly DeepReadonly<Machine>[],
  { connection }: Awaited<ReturnType<typeof examineWorkload>>,
  signal: AbortSignal,
): Promise<boolean> {
  const [first, ...others] = machines;
  if (first === undefined || connection === undefined) return false;
  if (others.length === 0 && isLeaving(first)) return false;
  return hasKubeadmConfig(connection, signal);
}

const isLeaving = (machine: DeepReadonly<Machine>): boolean =>
  machine.metadata.deletionTimestamp !== undefined ||
  machine.status?.conditions?.some((condition) => condition.type === 'OwnerRemediated' && condition.status === 'False') === true;

const nodeOf = (machine: DeepReadonly<Machine>): readonly string[] =>
  machine.status?.nodeRef?.name === undefined ? [] : [machine.status.nodeRef.name];
