import { defaultMachineDeployment, keyOf, Machine, MachineDeployment, MachineSet, printKey, type ObjectKey } from '@capi/api';
import { outdatedBecause } from '@capi/machine-rollout';
import { instant, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { clusterOf } from '../../cluster-of.ts';
import { referrers } from '../../external/references-index.ts';
import { templateFacts } from '../../external/seen-template.ts';
import { isGone } from '../../gone.ts';
import { matchesSelector, plainSelector } from '../../selectors.ts';
import type { Wiring } from '../../wiring.ts';
import { byController as setsByController } from '../machine-set/watches.ts';
import { byController as machinesByController } from '../machine/watches.ts';
import type { Observation, SeenSet } from './observation.ts';

/** Reads all that a decision about a MachineDeployment needs, from caches. Undefined when there is no such deployment. */
export async function observe(wiring: Wiring, key: ObjectKey, signal: AbortSignal): Promise<Observation | undefined> {
  const { cache, clock, random } = wiring.runtime;
  const stored = cache.get(MachineDeployment, key);
  if (stored === undefined || isGone(stored)) return undefined;
  const namespace = stored.metadata.namespace ?? '';
  const cluster = clusterOf(cache, MachineDeployment.kind, key, stored.spec.clusterName);
  const now = clock.now();
  const deployment = defaultMachineDeployment(stored);
  const { bootstrap, infrastructureRef } = deployment.spec.template.spec;
  const template = { namespace, controller: 'machinedeployment', wakes: referrers(MachineDeployment), facts: templateFacts };
  return {
    now,
    stored,
    deployment,
    cluster,
    sets: cache
      .list(MachineSet, { namespace, index: { name: setsByController, value: stored.metadata.uid ?? '' } })
      .map((machineSet) => seenSet(wiring, deployment, machineSet, now)),
    orphans: orphans(wiring, deployment),
    templates: {
      infrastructure: await wiring.external.read(infrastructureRef, template, signal),
      bootstrap: await wiring.external.read(bootstrap.configRef, template, signal),
    },
    drawn: { suffix: random.suffix(5) },
  };
}

function seenSet(
  { runtime: { cache } }: Wiring,
  { spec }: DeepReadonly<MachineDeployment>,
  machineSet: DeepReadonly<MachineSet>,
  now: Instant,
): SeenSet {
  const candidate = {
    name: machineSet.metadata.name,
    createdAt: parseInstant(machineSet.metadata.creationTimestamp ?? '') ?? instant(0),
    replicas: machineSet.spec.replicas ?? 0,
    template: machineSet.spec.template.spec,
  };
  return {
    machineSet,
    machines: cache.list(Machine, {
      namespace: machineSet.metadata.namespace ?? '',
      index: { name: machinesByController, value: machineSet.metadata.uid ?? '' },
    }),
    outdatedBecause: outdatedBecause(candidate, spec.template.spec, { now, rollOutAfter: parseInstant(spec.rollout?.after ?? '') }),
  };
}

/** Sets that match the selector and that nobody controls. A deployment that goes away takes no more. */
function orphans({ runtime: { cache } }: Wiring, deployment: DeepReadonly<MachineDeployment>): readonly string[] {
  if (deployment.metadata.deletionTimestamp !== undefined) return [];
  const selector = plainSelector(deployment.spec.selector, `MachineDeployment ${printKey(keyOf(deployment))}`);
  return cache
    .list(MachineSet, { namespace: deployment.metadata.namespace ?? '', index: { name: setsByController, value: 'none' } })
    .filter((set) => set.metadata.deletionTimestamp === undefined && matchesSelector(selector, set.metadata.labels))
    .map((set) => set.metadata.name);
}
