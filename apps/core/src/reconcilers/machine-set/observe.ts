import { defaultMachineSet, keyOf, Machine, MachineSet, printKey, type ObjectKey } from '@capi/api';
import { controlPlane as controlPlaneContract, isProvisioning, isUpgrading } from '@capi/contracts';
import type { DeepReadonly } from '@capi/seams';

import { clusterOf } from '../../cluster-of.ts';
import type { ContractObject } from '../../external/external-objects.ts';
import { referrers, sameCluster } from '../../external/references-index.ts';
import { templateFacts } from '../../external/seen-template.ts';
import { isGone } from '../../gone.ts';
import { present } from '../../json/present.ts';
import { matchesSelector, plainSelector } from '../../selectors.ts';
import type { Wiring } from '../../wiring.ts';
import { byController } from '../machine/watches.ts';
import type { HandedDown } from './handed-down.ts';
import type { Observation, SeenCompanion, SeenControlPlane, SeenMachine } from './observation.ts';

/** Reads all that a decision about a MachineSet needs, from caches. Undefined when there is no such set. */
export async function observe(wiring: Wiring, down: HandedDown, key: ObjectKey, signal: AbortSignal): Promise<Observation | undefined> {
  const { cache, clock, random } = wiring.runtime;
  const stored = cache.get(MachineSet, key);
  if (stored === undefined || isGone(stored)) return undefined;
  const namespace = stored.metadata.namespace ?? '';
  const cluster = clusterOf(cache, MachineSet.kind, key, stored.spec.clusterName);
  const machineSet = defaultMachineSet(stored);
  const { bootstrap, infrastructureRef } = machineSet.spec.template.spec;
  const read = { namespace, controller: 'machineset' };
  const template = { ...read, wakes: referrers(MachineSet), facts: templateFacts };
  const machines: SeenMachine[] = [];
  for (const machine of controlledMachines(wiring, stored)) machines.push(await withCompanions(wiring, machine, signal));
  const lacking = Math.max((machineSet.spec.replicas ?? 1) - machines.length, 0);
  return {
    now: clock.now(),
    stored,
    machineSet,
    cluster,
    machines,
    orphans: orphans(wiring, machineSet),
    templates: {
      infrastructure: await wiring.external.read(infrastructureRef, template, signal),
      bootstrap: await wiring.external.read(bootstrap.configRef, template, signal),
    },
    controlPlane: await wiring.external.read(
      cluster.spec?.controlPlaneRef,
      { ...read, wakes: sameCluster(MachineSet), facts: controlPlaneFacts },
      signal,
    ),
    mayHaveLeftovers: down.mayHaveLeftovers(stored),
    checks: wiring.settings.preflightChecks,
    drawn: { suffixes: Array.from({ length: lacking }, () => random.suffix(5)) },
  };
}

const controlledMachines = ({ runtime: { cache } }: Wiring, set: DeepReadonly<MachineSet>): readonly DeepReadonly<Machine>[] =>
  cache.list(Machine, { namespace: set.metadata.namespace ?? '', index: { name: byController, value: set.metadata.uid ?? '' } });

/** Machines that match the selector and that nobody controls. A set that goes away takes no more. */
function orphans({ runtime: { cache } }: Wiring, set: DeepReadonly<MachineSet>): readonly DeepReadonly<Machine>[] {
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const selector = plainSelector(set.spec.selector, `MachineSet ${printKey(keyOf(set))}`);
  return cache
    .list(Machine, { namespace: set.metadata.namespace ?? '', index: { name: byController, value: 'none' } })
    .filter((machine) => machine.metadata.deletionTimestamp === undefined && matchesSelector(selector, machine.metadata.labels));
}

async function withCompanions({ external }: Wiring, machine: DeepReadonly<Machine>, signal: AbortSignal): Promise<SeenMachine> {
  const read = { namespace: machine.metadata.namespace ?? '', controller: 'machineset', wakes: nobody, facts: companionFacts };
  return {
    machine,
    bootstrap: await external.read(machine.spec.bootstrap.configRef, read, signal),
    infrastructure: await external.read(machine.spec.infrastructureRef, read, signal),
  };
}

/** What providers do with their objects is the Machine's business; the set hears of it from the Machine. */
const nobody = (): readonly ObjectKey[] => [];

const companionFacts = ({ object }: ContractObject): SeenCompanion => ({
  name: object.metadata.name,
  deleting: object.metadata.deletionTimestamp !== undefined,
  labels: object.metadata.labels ?? {},
  annotations: object.metadata.annotations ?? {},
});

const controlPlaneFacts = ({ object, contract }: ContractObject): SeenControlPlane => {
  const fields = controlPlaneContract[contract];
  return {
    name: object.metadata.name,
    ...present({ version: fields.version.read(object) }),
    provisioning: isProvisioning(object, fields),
    upgrading: isUpgrading(object, fields),
  };
};
