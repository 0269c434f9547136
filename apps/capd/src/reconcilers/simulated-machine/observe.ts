import { annotations, finalizers, type Machine, type ObjectKey } from '@capi/api';
import type { Runtime } from '@capi/controller-runtime';
import { parseInstant, secret, type DeepReadonly, type Redacted } from '@capi/seams';
import type { Simulation } from '@capi/simulated-machine';

import { startupDelays } from '../../backends/in-memory/startup-delays.ts';
import { bootstrapSecret } from '../../bootstrap-secret.ts';
import { backendOf, type Family, type InfraMachine } from '../../infra-objects.ts';
import { pausedBecause } from '../../pausing.ts';
import { findRelatives, seenCluster, seenOwner } from '../../relatives.ts';
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
  const { machine, clusterName, cluster, infraCluster } = findRelatives(cache, family, stored, key);
  const clusterKey = { ...key, name: clusterName ?? '' };
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

function seenMachine(machine: DeepReadonly<Machine>): SeenMachine {
  const { dataSecretName } = machine.spec.bootstrap;
  return {
    ...seenOwner(machine),
    bootstrapped: machine.metadata.annotations?.[annotations.inMemoryBootstrapped] !== undefined,
    ...(dataSecretName === undefined ? {} : { dataSecretName }),
  };
}
