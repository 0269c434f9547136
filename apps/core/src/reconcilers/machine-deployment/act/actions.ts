import { fieldManagers, MachineDeployment, MachineSet } from '@capi/api';
import { patchObject } from '@capi/controller-runtime';
import { controllerReference } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { refuseTaken } from '../../../apply/refuse-taken.ts';
import { patchMetadata } from '../../../external/patch-metadata.ts';
import type { TemplateAdoption } from '../../../external/template-adoptions.ts';
import { needsLock } from '../../../needs-lock.ts';
import type { Wiring } from '../../../wiring.ts';
import type { AppliedSet } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** What a plan for a MachineDeployment may set in motion. Each can be repeated, and does nothing when it is done already. */
export interface Actions {
  /** Whether anything had to be written. */
  patchDeployment(seen: Observation, deployment: DeepReadonly<MachineDeployment>, signal: AbortSignal): Promise<boolean>;
  adoptTemplate(seen: Observation, adoption: TemplateAdoption, signal: AbortSignal): Promise<void>;
  adoptSet(seen: Observation, name: string, signal: AbortSignal): Promise<void>;
  applySet(seen: Observation, applied: AppliedSet, signal: AbortSignal): Promise<void>;
  deleteSet(seen: Observation, name: string, signal: AbortSignal): Promise<void>;
}

/** {@link Actions} on the management cluster, each telling users what it did. */
export function machineDeploymentActions({ runtime, external }: Wiring): Actions {
  const { client, cache } = runtime;
  const events = runtime.events('machinedeployment-controller');
  const named = (seen: Observation, name: string): { namespace: string; name: string } => ({
    namespace: seen.stored.metadata.namespace ?? '',
    name,
  });

  return {
    async patchDeployment(seen, deployment, signal) {
      return (
        (await patchObject<MachineDeployment>(client, MachineDeployment, seen.stored, deployment, signal, {
          lock: needsLock(seen.stored, deployment),
        })) !== seen.stored
      );
    },
    async adoptTemplate(seen, { of, ownerReferences }, signal) {
      const { bootstrap, infrastructureRef } = seen.deployment.spec.template.spec;
      const reference = of === 'infrastructure' ? infrastructureRef : bootstrap.configRef;
      if (reference === undefined) return;
      await patchMetadata(runtime, external.resourceOf(reference), named(seen, reference.name), { ownerReferences }, signal);
    },
    async adoptSet(seen, name, signal) {
      const owners = cache.get(MachineSet, named(seen, name))?.metadata.ownerReferences ?? [];
      const owner = controllerReference(seen.stored);
      await patchMetadata(runtime, MachineSet, named(seen, name), { ownerReferences: [...owners, owner] }, signal);
      events.normal(seen.stored, 'SuccessfulAdopt', `adopted MachineSet ${name}`);
    },
    async applySet(seen, { cause, machineSet, scaledFrom }, signal) {
      if (cause === 'create') refuseTaken(cache, MachineSet, machineSet);
      await client.apply(MachineSet, machineSet, { fieldManager: fieldManagers.machineDeployment }, signal);
      const { name } = machineSet.metadata;
      if (cause === 'create')
        events.normal(seen.stored, 'SuccessfulCreate', `created MachineSet ${name} with ${machineSet.spec.replicas} replicas`);
      if (cause === 'scale')
        events.normal(
          seen.stored,
          'SuccessfulScale',
          `scaled MachineSet ${name} from ${scaledFrom} to ${machineSet.spec.replicas} replicas`,
        );
    },
    async deleteSet(seen, name, signal) {
      await client.delete(MachineSet, named(seen, name), signal);
      events.normal(seen.stored, 'SuccessfulDelete', `deleted MachineSet ${name}`);
    },
  };
}
