import { annotations, finalizers, Node, type Cluster, type Machine, type ObjectKey, type Secret } from '@capi/api';
import type { Runtime } from '@capi/controller-runtime';
import type { Container } from '@capi/docker-engine';
import { attempt, parseInstant, secret, type DeepReadonly, type Redacted } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import type { DockerBackend } from '../../backends/docker/docker-backend.ts';
import { machineAddresses } from '../../backends/docker/ip-family/addresses.ts';
import { ipFamilyOf } from '../../backends/docker/ip-family/ip-family.ts';
import { containerName } from '../../backends/docker/names/container-name.ts';
import { dockerLabels } from '../../backends/docker/names/labels.ts';
import type { NodeOwner } from '../../backends/docker/names/ownership.ts';
import { parseProviderID } from '../../backends/docker/names/provider-id.ts';
import { isProblem } from '../../backends/docker/problem.ts';
import { bootstrapSecret } from '../../bootstrap-secret.ts';
import { backendOf, type Family, type InfraCluster, type InfraMachine } from '../../infra-objects.ts';
import { pausedBecause } from '../../pausing.ts';
import { findRelatives, seenCluster, seenOwner } from '../../relatives.ts';
import { waitingSince } from '../../waiting-since.ts';
import type { Settings } from '../../wiring.ts';
import { hasTold } from './decide/bootstrapping.ts';
import { runs } from './decide/stopped.ts';
import { nodeLacks } from './node-lacks.ts';
import type { Observation, SeenContainer, SeenMachine } from './observation.ts';
import { isOwn } from './own-container.ts';
import type { MachineWorks } from './works.ts';

/** What was seen, the objects as they are stored, and what does not belong into an observation because it is secret. */
export interface Seen {
  readonly stored: DeepReadonly<InfraMachine>;
  readonly cluster: DeepReadonly<Cluster> | undefined;
  /** By which its container is known. */
  readonly owner: NodeOwner;
  readonly observation: Observation;
  readonly bootstrapData: { readonly value: Redacted<string>; readonly format?: string } | undefined;
}

export interface ObservePorts {
  readonly runtime: Runtime;
  readonly docker: DockerBackend;
  readonly work: MachineWorks;
  readonly workloadClusters: Pick<WorkloadClusters, 'connection'>;
  readonly settings: Settings;
  readonly family: Family;
}

/** Undefined when the object is gone. */
export async function observe(ports: ObservePorts, key: ObjectKey, signal: AbortSignal): Promise<Seen | undefined> {
  const { runtime, docker, work, settings, family } = ports;
  const { cache, clock } = runtime;
  const stored = cache.get(family.machine, key);
  if (stored === undefined) return undefined;
  const { metadata, spec, status } = stored;
  const { machine, cluster, infraCluster, clusterName } = findRelatives(cache, family, stored, key);
  const seen = machine === undefined ? undefined : seenMachine(machine);
  const providerID = spec?.providerID === '' ? undefined : spec?.providerID;
  const wasProvisioned = status?.initialization?.provisioned === true || seen?.providerID !== undefined;
  const owner: NodeOwner = {
    kind: 'machine',
    namespace: metadata.namespace ?? '',
    cluster: clusterName ?? '',
    machine: metadata.name,
    uid: metadata.uid ?? '',
    ...(machine === undefined ? {} : { machineName: machine.metadata.name }),
    ...(providerID === undefined ? {} : { providerID }),
  };
  const container = ownContainer(docker, owner, wasProvisioned);
  const name = container?.name ?? parseProviderID(providerID) ?? containerName(owner.cluster, machine?.metadata.name ?? metadata.name);
  const conditions = status?.conditions ?? [];
  const data = hasTold({ conditions }) ? undefined : await bootstrapSecret(runtime, machine, signal);
  const value = data?.data?.['value'];
  const because = pausedBecause(stored, cluster);
  const deletedAt = parseInstant(metadata.deletionTimestamp ?? '');
  const task = work.of(owner.uid);
  const lacks = nodeLacks(ports.workloadClusters.connection({ ...key, name: owner.cluster })?.cache.get(Node, { name }));
  const observation: Observation = {
    now: clock.now(),
    name: metadata.name,
    deleting: metadata.deletionTimestamp !== undefined,
    hasFinalizer: metadata.finalizers?.includes(finalizers.dockerMachine) === true,
    waitingSince: waitingSince(stored, cluster, clock.now()),
    patience: settings.patience,
    engine: docker.state(),
    wasProvisioned,
    hasBootstrapData: value !== undefined,
    conditions,
    containerName: name,
    route: isManagedElsewhere(infraCluster) ? 'not-ours' : docker.loadBalancers.of({ ...key, name: owner.cluster }, name),
    ...(deletedAt === undefined ? {} : { deletedAt }),
    ...(because === undefined ? {} : { pausedBecause: because }),
    ...(seen === undefined ? {} : { machine: seen }),
    ...(cluster === undefined ? {} : { cluster: { ...seenCluster(cluster), deleting: cluster.metadata.deletionTimestamp !== undefined } }),
    ...clusterBackend(ports, cluster, infraCluster),
    ...(providerID === undefined ? {} : { providerID }),
    ...(container === undefined ? {} : { container: await seenContainer(docker, container, cluster, signal) }),
    ...(task === undefined ? {} : { work: task }),
    ...(lacks.length === 0 ? {} : { nodeLacks: lacks }),
  };
  return { stored, cluster, owner, observation, bootstrapData: value === undefined ? undefined : dataOf(value, data) };
}

const isManagedElsewhere = (infraCluster: DeepReadonly<InfraCluster> | undefined): boolean =>
  infraCluster?.metadata.annotations?.[annotations.managedBy] !== undefined;

function clusterBackend(
  { settings, family }: ObservePorts,
  cluster: DeepReadonly<Cluster> | undefined,
  infraCluster: DeepReadonly<InfraCluster> | undefined,
): Pick<Observation, 'clusterBackend'> {
  if (infraCluster !== undefined) return { clusterBackend: backendOf(infraCluster, settings) };
  const kind = cluster?.spec?.infrastructureRef?.kind;
  return kind === undefined || kind === family.cluster.kind ? {} : { clusterBackend: 'other-kind' };
}

/** If there are several, as after a crash, the one that runs: the others are removed when it is made ready. */
function ownContainer({ containers }: DockerBackend, owner: NodeOwner, wasProvisioned: boolean): Container | undefined {
  const own = containers
    .list(owner.cluster === '' ? {} : { [dockerLabels.kindCluster]: owner.cluster })
    .filter((container) => isOwn(container, owner, wasProvisioned));
  return own.find(runs) ?? own[0];
}

async function seenContainer(
  { engine, networks }: DockerBackend,
  container: Container,
  cluster: DeepReadonly<Cluster> | undefined,
  signal: AbortSignal,
): Promise<SeenContainer> {
  const { name, image, state } = container;
  const family = ipFamilyOf(cluster?.spec?.clusterNetwork);
  const addresses = machineAddresses(container, networks.name, isProblem(family) ? 'ipv4' : family);
  if (runs(container)) return { name, image, state, addresses };
  // Why it ended is in no event: only of a container that does not run is it asked for.
  let end: SeenContainer['end'];
  await attempt(async () => {
    end = (await engine.inspect(container.id, signal))?.end;
  });
  return { name, image, state, addresses, ...(end === undefined ? {} : { end }) };
}

function seenMachine(machine: DeepReadonly<Machine>): SeenMachine {
  const { metadata, spec, status } = machine;
  const { providerID } = spec;
  return {
    ...seenOwner(machine),
    deleting: metadata.deletionTimestamp !== undefined,
    hasNode: status?.nodeRef !== undefined,
    ...(providerID === undefined || providerID === '' ? {} : { providerID }),
  };
}

function dataOf(value: string, data: DeepReadonly<Secret> | undefined): NonNullable<Seen['bootstrapData']> {
  const format = data?.data?.['format'];
  return {
    value: secret(Buffer.from(value, 'base64').toString('utf8')),
    ...(format === undefined ? {} : { format: Buffer.from(format, 'base64').toString('utf8') }),
  };
}
