import { apiVersionOf, fieldManagers, keyOf, Machine, MachineSet, parseApiVersion, type UnstructuredObject } from '@capi/api';
import { patchObject } from '@capi/controller-runtime';
import { controllerReference } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { ownedKeys } from '../../../apply/owned-keys.ts';
import { refuseTaken } from '../../../apply/refuse-taken.ts';
import { patchMetadata } from '../../../external/patch-metadata.ts';
import type { TemplateAdoption } from '../../../external/template-adoptions.ts';
import { needsLock } from '../../../needs-lock.ts';
import type { Wiring } from '../../../wiring.ts';
import type { CompanionSync, HalfMade, NewMachine } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** What a plan for a MachineSet may set in motion. Each can be repeated, and does nothing when it is done already. */
export interface Actions {
  /** Whether anything had to be written. */
  patchMachineSet(seen: Observation, machineSet: DeepReadonly<MachineSet>, signal: AbortSignal): Promise<boolean>;
  adoptTemplate(seen: Observation, adoption: TemplateAdoption, signal: AbortSignal): Promise<void>;
  adoptMachine(seen: Observation, machine: DeepReadonly<Machine>, signal: AbortSignal): Promise<void>;
  createMachine(seen: Observation, made: NewMachine, signal: AbortSignal): Promise<void>;
  finishMachine(seen: Observation, made: HalfMade, signal: AbortSignal): Promise<void>;
  deleteMachine(seen: Observation, name: string, signal: AbortSignal): Promise<void>;
  syncMachine(seen: Observation, machine: DeepReadonly<Machine>, signal: AbortSignal): Promise<void>;
  syncCompanion(seen: Observation, sync: CompanionSync, signal: AbortSignal): Promise<void>;
}

/** {@link Actions} on the management cluster, each telling users what it did. */
export function machineSetActions({ runtime, external }: Wiring): Actions {
  const { client, cache } = runtime;
  const events = runtime.events('machineset-controller');
  const apply = { fieldManager: fieldManagers.machineSet };
  const named = (seen: Observation, name: string): { namespace: string; name: string } => ({
    namespace: seen.stored.metadata.namespace ?? '',
    name,
  });

  const createCompanions = async (
    machine: { readonly name: string; readonly uid: string },
    companions: readonly DeepReadonly<UnstructuredObject>[],
    signal: AbortSignal,
  ): Promise<void> => {
    const owner = controllerReference({ apiVersion: apiVersionOf(Machine), kind: Machine.kind, metadata: machine });
    await Promise.all(
      companions.map(async (companion) => {
        const object = { ...companion, metadata: { ...companion.metadata, ownerReferences: [owner] } };
        const resource = external.resourceOf({ apiGroup: parseApiVersion(object.apiVersion).group, kind: object.kind });
        await client.apply(resource, object, apply, signal);
      }),
    );
  };

  return {
    async patchMachineSet(seen, machineSet, signal) {
      return (
        (await patchObject<MachineSet>(client, MachineSet, seen.stored, machineSet, signal, {
          lock: needsLock(seen.stored, machineSet),
        })) !== seen.stored
      );
    },
    async adoptTemplate(seen, { of, ownerReferences }, signal) {
      const { bootstrap, infrastructureRef } = seen.machineSet.spec.template.spec;
      const reference = of === 'infrastructure' ? infrastructureRef : bootstrap.configRef;
      if (reference === undefined) return;
      await patchMetadata(runtime, external.resourceOf(reference), named(seen, reference.name), { ownerReferences }, signal);
    },
    async adoptMachine(seen, machine, signal) {
      const owner = controllerReference(seen.stored);
      await patchMetadata(
        runtime,
        Machine,
        keyOf(machine),
        { ownerReferences: [...(machine.metadata.ownerReferences ?? []), owner] },
        signal,
      );
      events.normal(seen.stored, 'SuccessfulAdopt', `adopted Machine ${machine.metadata.name}`);
    },
    async createMachine(seen, { machine, companions }, signal) {
      refuseTaken(cache, Machine, machine);
      const made = await client.apply(Machine, machine, apply, signal);
      await createCompanions({ name: made.metadata.name, uid: made.metadata.uid ?? '' }, companions, signal);
      events.normal(seen.stored, 'SuccessfulCreate', `created Machine ${made.metadata.name}`);
    },
    finishMachine: (_seen, { name, uid, companions }, signal) => createCompanions({ name, uid }, companions, signal),
    async deleteMachine(seen, name, signal) {
      await client.delete(Machine, named(seen, name), signal);
      events.normal(seen.stored, 'SuccessfulDelete', `deleted Machine ${name}`);
    },
    async syncMachine(_seen, machine, signal) {
      await client.apply(Machine, machine, apply, signal);
    },
    async syncCompanion(seen, { machine, of, wanted, isMissing, extra }, signal) {
      const found = seen.machines.find((one) => one.machine.metadata.name === machine);
      const reference = of === 'infrastructure' ? found?.machine.spec.infrastructureRef : found?.machine.spec.bootstrap.configRef;
      if (reference === undefined) return;
      const resource = external.resourceOf(reference);
      const key = named(seen, reference.name);
      const hasExtra = extra.labels.length + extra.annotations.length > 0;
      // Live, since who applied what is not cached.
      const live = hasExtra ? await client.get(resource, key, signal) : undefined;
      const made = live === undefined ? nothing : ownedOf(live, fieldManagers.machineSet, extra);
      if (made.length > 0) await patchMetadata(runtime, resource, key, withoutKeys(extra, made), signal);
      const isApplied = live !== undefined && ownedOf(live, fieldManagers.machineSetMetadata, extra).length > 0;
      if (!isMissing && !isApplied) return;
      const object = { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: { ...key, ...wanted } };
      await client.apply(resource, object, { fieldManager: fieldManagers.machineSetMetadata }, signal);
    },
  };
}

type Extra = CompanionSync['extra'];
const nothing: readonly string[] = [];

/** Those of some keys that a field manager has applied. */
const ownedOf = (live: DeepReadonly<UnstructuredObject>, manager: string, extra: Extra): readonly string[] =>
  (['labels', 'annotations'] as const).flatMap((map) => ownedKeys(live, [manager], map).filter((key) => extra[map].includes(key)));

/** A patch that takes keys away. */
const withoutKeys = (extra: Extra, keys: readonly string[]): { labels: Record<string, null>; annotations: Record<string, null> } => {
  const taken = (map: 'labels' | 'annotations') =>
    Object.fromEntries(extra[map].filter((key) => keys.includes(key)).map((key) => [key, null]));
  return { labels: taken('labels'), annotations: taken('annotations') };
};
