import { annotations, finalizers, Machine, type ObjectKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Next, type Reconcile } from '@capi/controller-runtime';
import { between, unreachable, type DeepReadonly, type Instant } from '@capi/seams';
import { addressOf } from '@capi/simulated-machine';

import { containerName } from '../../backends/docker/names/container-name.ts';
import type { Family, InfraMachine } from '../../infra-objects.ts';
import type { Wiring } from '../../wiring.ts';
import { runPhases } from './act/act.ts';
import type { PhaseFailure } from './act/boot-failure.ts';
import { decide } from './decide/decide.ts';
import type { Plan } from './decide/plan.ts';
import { observe, type Seen } from './observe.ts';
import { report } from './report/report.ts';

/** Switches simulated machines on and off. */
export function simulatedMachineReconciler({ runtime, simulation, settings }: Wiring, family: Family): Reconcile {
  const { client, log } = runtime;
  const ports = { runtime, simulation, settings, family };

  const carryOut = async (seen: Seen, plan: Plan, key: ObjectKey, signal: AbortSignal): Promise<Next> => {
    switch (plan.step) {
      case 'rest':
        return awaitChange;
      case 'be-patient':
        return recheck(between(seen.observation.now, plan.until), 'a wait that lasts is worth telling');
      case 'destroy':
        log.info('Switching the machine off', { providerID: seen.observation.providerID });
        await simulation.cluster({ ...key, name: plan.cluster })?.powerOff({ name: hostName(seen), providerID: providerID(seen) }, signal);
        return letGo(seen, signal);
      case 'release':
        return letGo(seen, signal);
      case 'pause':
      case 'mismatch':
      case 'hold':
        await writeStatus(seen.stored, seen, plan, undefined, signal);
        return awaitChange;
      case 'run':
        return run(seen, plan, key, signal);
      default:
        return unreachable(plan);
    }
  };

  const run = async (seen: Seen, plan: Plan & { readonly step: 'run' }, key: ObjectKey, signal: AbortSignal): Promise<Next> => {
    const { observation, bootstrapData, stored } = seen;
    const { machine, cluster, conditions } = observation;
    const simulated = simulation.cluster({ ...key, name: cluster?.name ?? '' });
    if (simulated === undefined || machine === undefined || bootstrapData === undefined) return awaitChange;
    // The finalizer stands before anything exists that it protects, and the identity with it.
    const object = plan.phases.includes('vm')
      ? await patchObject(client, family.machine, stored, identified(stored, providerID(seen)), signal, { lock: true })
      : stored;
    const spec = {
      name: hostName(seen),
      uid: stored.metadata.uid ?? '',
      providerID: providerID(seen),
      version: machine.version ?? '',
      bootstrapData,
      bootstrapped: conditions.some(
        ({ type, status }) => (type === 'NodeProvisioned' || type === 'BootstrapCompleted') && status === 'True',
      ),
    };
    const failure = await runPhases(simulated, spec, { phases: plan.phases, controlPlane: machine.controlPlane }, signal);
    await writeStatus(object, seen, plan, failure, signal);
    if (failure !== undefined) throw failure.error;
    if (plan.pending.length === 0 && observation.backend === 'in-memory') await markBootstrapped(seen, signal);
    return next(plan, observation.now);
  };

  const writeStatus = async (
    object: DeepReadonly<InfraMachine>,
    seen: Seen,
    plan: Plan,
    failure: PhaseFailure | undefined,
    signal: AbortSignal,
  ): Promise<void> => {
    const address = addressOf(seen.stored.metadata.uid ?? '');
    const addresses = [
      { type: 'Hostname', address: hostName(seen) },
      { type: 'InternalIP', address },
      { type: 'ExternalIP', address },
    ];
    await patchObject(client, family.machine, object, report(object, seen.observation, plan, failure, addresses), signal);
  };

  const letGo = async ({ stored }: Seen, signal: AbortSignal): Promise<Next> => {
    const { metadata } = stored;
    const left = (metadata.finalizers ?? []).filter((name) => name !== finalizers.dockerMachine);
    await patchObject(client, family.machine, stored, { ...stored, metadata: { ...metadata, finalizers: left } }, signal, { lock: true });
    return awaitChange;
  };

  /** So that a machine that is rebuilt, here or after a move to another management cluster, starts without delays. */
  const markBootstrapped = async ({ machine }: Seen, signal: AbortSignal): Promise<void> => {
    if (machine === undefined || machine.metadata.annotations?.[annotations.inMemoryBootstrapped] !== undefined) return;
    const marked = { ...machine.metadata, annotations: { ...machine.metadata.annotations, [annotations.inMemoryBootstrapped]: '' } };
    await patchObject(client, Machine, machine, { ...machine, metadata: marked }, signal);
  };

  return async (key, signal) => {
    const seen = await observe(ports, key, signal);
    return seen === undefined ? awaitChange : carryOut(seen, decide(seen.observation), key, signal);
  };
}

const next = ({ pending }: Plan & { readonly step: 'run' }, now: Instant): Next => {
  const dues = pending.flatMap(({ due }) => (due === undefined ? [] : [due]));
  if (dues.length === 0) return awaitChange;
  return recheck(between(now, Math.min(...dues) as Instant), 'a simulated part takes its time to start');
};

/** Simulated machines are named after themselves, containers after Machine and cluster. */
const hostName = ({ observation: { backend, name, machine, cluster } }: Seen): string =>
  backend === 'in-memory' ? name : containerName(cluster?.name ?? '', machine?.name ?? name);

const providerID = (seen: Seen): string => {
  const { backend, providerID: known } = seen.observation;
  return known ?? (backend === 'in-memory' ? `in-memory://${hostName(seen)}` : `docker:////${hostName(seen)}`);
};

function identified(stored: DeepReadonly<InfraMachine>, id: string): DeepReadonly<InfraMachine> {
  const { metadata, spec } = stored;
  const present = metadata.finalizers ?? [];
  const all = present.includes(finalizers.dockerMachine) ? present : [...present, finalizers.dockerMachine];
  return { ...stored, metadata: { ...metadata, finalizers: all }, spec: { ...spec, providerID: id } };
}
