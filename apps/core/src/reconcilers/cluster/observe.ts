import {
  Cluster,
  clusterSecretName,
  keyOf,
  labels,
  Machine,
  MachineDeployment,
  MachineSet,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { readCondition } from '@capi/conditions';
import { controlPlane as controlPlaneContract, infraCluster, type SeenEndpoint as ReportedEndpoint } from '@capi/contracts';
import type { DeepReadonly } from '@capi/seams';

import type { ContractObject } from '../../external/external-objects.ts';
import { referrers } from '../../external/references-index.ts';
import { isGone } from '../../gone.ts';
import { present } from '../../json/present.ts';
import type { Wiring } from '../../wiring.ts';
import type { Descendants, Observation, SeenControlPlane, SeenEndpoint, SeenInfrastructure, SeenMetadata } from './observation.ts';

/** Reads all that a decision about a Cluster needs, from caches. Undefined when there is no such Cluster. */
export async function observe(wiring: Wiring, key: ObjectKey, signal: AbortSignal): Promise<Observation | undefined> {
  const { cache, clock } = wiring.runtime;
  const cluster = cache.get(Cluster, key);
  if (cluster === undefined || isGone(cluster)) return undefined;
  const read = { namespace: cluster.metadata.namespace ?? '', controller: 'cluster', wakes: referrers(Cluster) };
  const infrastructure = await wiring.external.read(cluster.spec?.infrastructureRef, { ...read, facts: infrastructureFacts }, signal);
  const controlPlane = await wiring.external.read(cluster.spec?.controlPlaneRef, { ...read, facts: controlPlaneFacts }, signal);
  const history = wiring.workloadClusters.history(key);
  return {
    now: clock.now(),
    cluster,
    infrastructure,
    controlPlane,
    descendants: descendants(wiring, cluster),
    workload: present({
      connected: history.connected,
      lastSuccess: history.lastSuccess,
      consecutiveFailures: history.consecutiveFailures,
      lastFailure: history.lastFailure,
    }),
    kubeconfig: kubeconfig(wiring, cluster),
    remoteConnectionGrace: wiring.settings.remoteConnectionGrace,
  };
}

function kubeconfig({ runtime: { cache } }: Wiring, cluster: DeepReadonly<Cluster>): Observation['kubeconfig'] {
  if (cluster.spec?.controlPlaneRef !== undefined) return 'not-ours';
  const secret = cache.get(Secret, { ...keyOf(cluster), name: clusterSecretName(cluster.metadata.name, 'kubeconfig') });
  return secret === undefined ? 'missing' : 'there';
}

function descendants({ runtime: { cache } }: Wiring, cluster: DeepReadonly<Cluster>): Descendants {
  const list = <T extends KubernetesObject>(resource: Resource<T>): readonly DeepReadonly<T>[] =>
    cache.list(resource, { namespace: cluster.metadata.namespace ?? '', labels: { [labels.clusterName]: cluster.metadata.name } });
  const machines = list(Machine);
  const isControlPlane = (machine: DeepReadonly<Machine>): boolean => machine.metadata.labels?.[labels.controlPlane] !== undefined;
  return {
    machineDeployments: list(MachineDeployment),
    machineSets: list(MachineSet),
    controlPlaneMachines: machines.filter(isControlPlane),
    workerMachines: machines.filter((machine) => !isControlPlane(machine)),
  };
}

const metadataFacts = (object: ContractObject['object']): SeenMetadata => ({
  name: object.metadata.name,
  deleting: object.metadata.deletionTimestamp !== undefined,
  labels: object.metadata.labels ?? {},
  ownerReferences: object.metadata.ownerReferences ?? [],
});

/** An endpoint with host and port; half of one is none. */
const wholeEndpoint = (reported: ReportedEndpoint | undefined): SeenEndpoint | undefined => {
  const { host = '', port = 0 } = reported ?? {};
  return host === '' || port === 0 ? undefined : { host, port };
};

const infrastructureFacts = ({ object, contract }: ContractObject): SeenInfrastructure => {
  const fields = infraCluster[contract];
  return {
    ...metadataFacts(object),
    provisioned: fields.provisioned.read(object) ?? false,
    failureDomains: (fields.failureDomains.read(object) ?? []).map((domain) => ({ ...domain, controlPlane: domain.controlPlane ?? false })),
    ready: readCondition(object, 'Ready'),
    ...present({ endpoint: wholeEndpoint(fields.controlPlaneEndpoint.read(object)) }),
  };
};

const controlPlaneFacts = ({ object, contract }: ContractObject): SeenControlPlane => {
  const fields = controlPlaneContract[contract];
  return {
    ...metadataFacts(object),
    initialized: fields.initialized.read(object) ?? false,
    counters: present({
      desiredReplicas: fields.replicas.read(object),
      replicas: fields.statusReplicas.read(object),
      readyReplicas: fields.readyReplicas.read(object),
      availableReplicas: fields.availableReplicas.read(object),
      upToDateReplicas: fields.upToDateReplicas.read(object),
    }),
    available: readCondition(object, 'Available'),
    ready: readCondition(object, 'Ready'),
    moving: ['RollingOut', 'ScalingUp', 'ScalingDown'].flatMap((type) => {
      const read = readCondition(object, type);
      return read.state === 'found' ? [read.condition] : [];
    }),
    ...present({ endpoint: wholeEndpoint(fields.controlPlaneEndpoint.read(object)), versions: fields.versions.read(object) }),
  };
};
