import {
  annotations,
  keyOf,
  labels,
  Machine,
  MachineDeployment,
  MachineSet,
  Node,
  type Cluster,
  type KubernetesObject,
  type ObjectKey,
} from '@capi/api';
import { readCondition } from '@capi/conditions';
import { bootstrapConfig, controlPlane as controlPlaneContract, infraMachine } from '@capi/contracts';
import { outdatedBecause, parseRevision } from '@capi/machine-rollout';
import { instant, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { clusterOf } from '../../cluster-of.ts';
import type { ContractObject } from '../../external/external-objects.ts';
import { referrers, sameCluster } from '../../external/references-index.ts';
import { isGone } from '../../gone.ts';
import { present } from '../../json/present.ts';
import type { Wiring } from '../../wiring.ts';
import { seeInlineData } from './inline-data.ts';
import type {
  Observation,
  SeenBootstrap,
  SeenControlPlane,
  SeenInfrastructure,
  SeenMetadata,
  SeenNode,
  SeenRollout,
} from './observation.ts';

/** Reads all that a decision about a Machine needs, from caches. Undefined when there is no such Machine. */
export async function observe(wiring: Wiring, key: ObjectKey, signal: AbortSignal): Promise<Observation | undefined> {
  const { cache, clock } = wiring.runtime;
  const machine = cache.get(Machine, key);
  if (machine === undefined || isGone(machine)) return undefined;
  const namespace = machine.metadata.namespace ?? '';
  const cluster = clusterOf(cache, Machine.kind, key, machine.spec.clusterName);
  const now = clock.now();
  const read = { namespace, controller: 'machine', wakes: referrers(Machine) };
  const bootstrap = await wiring.external.read(machine.spec.bootstrap.configRef, { ...read, facts: bootstrapFacts }, signal);
  const infrastructure = await wiring.external.read(machine.spec.infrastructureRef, { ...read, facts: infrastructureFacts }, signal);
  const controlPlane = await wiring.external.read(
    cluster.spec?.controlPlaneRef,
    { ...read, wakes: whileDeleting, facts: controlPlaneFacts },
    signal,
  );
  const inlineData = await seeInlineData(wiring, machine, signal);
  const rollout = seenRollout(wiring, machine, now);
  const history = wiring.workloadClusters.history(keyOf(cluster));
  const { remoteConditionsGrace, syncLabels, syncAnnotations } = wiring.settings;
  return {
    now,
    machine,
    cluster,
    ...present({ rollout, inlineData }),
    bootstrap,
    infrastructure,
    controlPlane,
    activeControlPlaneMachines: activeControlPlaneMachines(wiring, cluster),
    workload: present({ connected: history.connected, lastSuccess: history.lastSuccess, consecutiveFailures: history.consecutiveFailures }),
    node: findNode(wiring, machine, infrastructure.state === 'found' ? infrastructure.providerID : undefined),
    settings: { remoteConditionsGrace, syncLabels, syncAnnotations },
  };
}

/** A control plane only matters to Machines that are going away. */
const whileDeleting = (
  object: DeepReadonly<KubernetesObject>,
  cache: Parameters<ReturnType<typeof sameCluster>>[1],
): readonly ObjectKey[] =>
  sameCluster(Machine)(object, cache).filter((key) => cache.get(Machine, key)?.metadata.deletionTimestamp !== undefined);

const metadataFacts = (object: ContractObject['object']): SeenMetadata => ({
  name: object.metadata.name,
  deleting: object.metadata.deletionTimestamp !== undefined,
  labels: object.metadata.labels ?? {},
  annotations: object.metadata.annotations ?? {},
  ownerReferences: object.metadata.ownerReferences ?? [],
});

const bootstrapFacts = ({ object, contract }: ContractObject): SeenBootstrap => ({
  ...metadataFacts(object),
  ...present({ dataSecretName: bootstrapConfig[contract].dataSecretName.read(object) }),
  ready: readCondition(object, 'Ready'),
  dataSecretCreated: bootstrapConfig[contract].dataSecretCreated.read(object) ?? false,
});

const infrastructureFacts = ({ object, contract }: ContractObject): SeenInfrastructure => {
  const fields = infraMachine[contract];
  return {
    ...metadataFacts(object),
    provisioned: fields.provisioned.read(object) ?? false,
    ready: readCondition(object, 'Ready'),
    interruptible: fields.interruptible.read(object) ?? false,
    ...present({
      providerID: fields.providerID.read(object),
      addresses: fields.addresses.read(object),
      failureDomain: fields.failureDomain.read(object),
      specFailureDomain: fields.specFailureDomain.read(object),
    }),
  };
};

const controlPlaneFacts = ({ object, contract }: ContractObject): SeenControlPlane => ({
  deleting: object.metadata.deletionTimestamp !== undefined,
  externallyManaged: controlPlaneContract[contract].externalManagedControlPlane.read(object) ?? false,
});

function seenRollout({ runtime: { cache } }: Wiring, machine: DeepReadonly<Machine>, now: Instant): SeenRollout | undefined {
  const namespace = machine.metadata.namespace ?? '';
  const owner = machine.metadata.ownerReferences?.find(
    (reference) => reference.kind === MachineSet.kind && reference.apiVersion.startsWith(`${MachineSet.group}/`),
  );
  const set = owner === undefined ? undefined : cache.get(MachineSet, { namespace, name: owner.name });
  const deploymentName = set?.metadata.labels?.[labels.deploymentName];
  const deployment = deploymentName === undefined ? undefined : cache.get(MachineDeployment, { namespace, name: deploymentName });
  if (set === undefined || deployment === undefined) return undefined;
  const candidate = {
    name: set.metadata.name,
    createdAt: parseInstant(set.metadata.creationTimestamp ?? '') ?? instant(0),
    replicas: set.spec.replicas ?? 0,
    template: set.spec.template.spec,
  };
  return {
    outdatedBecause: outdatedBecause(candidate, deployment.spec.template.spec, {
      now,
      rollOutAfter: parseInstant(deployment.spec.rollout?.after ?? ''),
    }),
    revisionBehind: revisionOf(set) < revisionOf(deployment),
  };
}

const revisionOf = (object: DeepReadonly<KubernetesObject>): number =>
  parseRevision(object.metadata.annotations?.[annotations.revision]) ?? 0;

const activeControlPlaneMachines = ({ runtime: { cache } }: Wiring, cluster: DeepReadonly<Cluster>): number =>
  cache
    .list(Machine, {
      namespace: cluster.metadata.namespace ?? '',
      labels: { [labels.clusterName]: cluster.metadata.name, [labels.controlPlane]: undefined },
    })
    .filter((machine) => machine.metadata.deletionTimestamp === undefined).length;

function findNode({ workloadClusters }: Wiring, machine: DeepReadonly<Machine>, reported: string | undefined): SeenNode {
  const providerID = reported ?? machine.spec.providerID;
  const connection = workloadClusters.connection({ namespace: machine.metadata.namespace ?? '', name: machine.spec.clusterName });
  if (providerID === undefined || connection === undefined) return { state: 'unknown' };
  const [node, ...others] = connection.cache.list(Node, { index: { name: 'providerID', value: providerID } });
  if (node === undefined) return { state: 'missing' };
  return others.length === 0
    ? { state: 'found', node }
    : { state: 'ambiguous', names: [node, ...others].map((found) => found.metadata.name) };
}
