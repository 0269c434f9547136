import { annotations, Cluster, finalizers, labels, Machine, type ObjectKey } from '@capi/api';
import { isTrue } from '@capi/conditions';
import type { Runtime } from '@capi/controller-runtime';
import { parseInstant, secret, type DeepReadonly, type Redacted } from '@capi/seams';
import type { Simulation } from '@capi/simulated-machine';

import { startupDelays } from '../../backends/in-memory/startup-delays.ts';
import { bootstrapSecret } from '../../bootstrap-secret.ts';
import { backendOf, type Family, type InfraMachine } from '../../infra-objects.ts';
import { pausedBecause } from '../../pausing.ts';
import { waitingSince } from '../../waiting-since.ts';
import type { Settings } from '../../wiring.ts';
import type { Observation, SeenMachine } from './observation.ts';

/** What was seen, the object as it is stored, and what does not belong into an observation because it is secret. */
export interface Seen {
  readonly stored: DeepReadonly<InfraMachine>;
  readonly machine: DeepReadonly<Machine> | undefined;
  readonly observation: Observation;
  readonly bootstrapData: Redacted<string> | undefined;
}

export interface ObservePorts {
  readonly runtime: Runtime;
  readonly simulation: Simulation;
  readonly settings: Settings;
  readonly family: Family;
}

/** Undefined when the object is gone. */
export async function observe(
  { runtime, simulation, settings, family }: ObservePorts,
  key: ObjectKey,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  const { cache, clock } = runtime;
  const stored = cache.get(family.machine, key);
  if (stored === undefined) return undefined;
  const { metadata, spec, status } = stored;
  const owner = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) => kind === Machine.kind && apiVersion.startsWith(`${Machine.group}/`),
  );
  const machine = owner === undefined ? undefined : cache.get(Machine, { ...key, name: owner.name });
  const clusterName = machine?.spec.clusterName ?? metadata.labels?.[labels.clusterName];
  const clusterKey = { ...key, name: clusterName ?? '' };
  const cluster = clusterName === undefined ? undefined : cache.get(Cluster, clusterKey);
  const reference = cluster?.spec?.infrastructureRef;
  const infraCluster = reference?.kind === family.cluster.kind ? cache.get(family.cluster, { ...key, name: reference.name }) : undefined;
  const data = await bootstrapSecret(runtime, machine, signal);
  const value = data?.data?.['value'];
  const because = pausedBecause(stored, cluster);
  const observation: Observation = {
    now: clock.now(),
    backend: backendOf(stored, settings),
    name: metadata.name,
    deleting: metadata.deletionTimestamp !== undefined,
    hasFinalizer: metadata.finalizers?.includes(finalizers.dockerMachine) === true,
    clusterOpen: simulation.cluster(clusterKey) !== undefined,
    conditions: status?.conditions ?? [],
    delays: startupDelays(stored),
    patience: settings.patience,
    waitingSince: waitingSince(stored, cluster, clock.now()),
    ...(because === undefined ? {} : { pausedBecause: because }),
    ...(machine === undefined ? {} : { machine: seenMachine(machine) }),
    ...(cluster === undefined ? {} : { cluster: seenCluster(cluster) }),
    ...(infraCluster === undefined ? {} : { clusterBackend: backendOf(infraCluster, settings) }),
    ...(spec?.providerID === undefined || spec.providerID === '' ? {} : { providerID: spec.providerID }),
    ...(value === undefined ? {} : { dataSince: parseInstant(data?.metadata.creationTimestamp ?? '') ?? clock.now() }),
  };
  return {
    stored,
    machine,
    observation,
    bootstrapData: value === undefined ? undefined : secret(Buffer.from(value, 'base64').toString('utf8')),
  };
}

const seenCluster = (cluster: DeepReadonly<Cluster>): NonNullable<Observation['cluster']> => ({
  name: cluster.metadata.name,
  infrastructureProvisioned: cluster.status?.initialization?.infrastructureProvisioned === true,
  controlPlaneInitialized:
    cluster.status?.initialization?.controlPlaneInitialized === true || isTrue(cluster.status?.conditions, 'ControlPlaneInitialized'),
});

function seenMachine({ metadata, spec }: DeepReadonly<Machine>): SeenMachine {
  const { dataSecretName } = spec.bootstrap;
  return {
    name: metadata.name,
    controlPlane: metadata.labels?.[labels.controlPlane] !== undefined,
    bootstrapped: metadata.annotations?.[annotations.inMemoryBootstrapped] !== undefined,
    ...(spec.version === undefined ? {} : { version: spec.version }),
    ...(spec.failureDomain === undefined ? {} : { failureDomain: spec.failureDomain }),
    ...(dataSecretName === undefined ? {} : { dataSecretName }),
  };
}
