import { awaitChange, type Controller, type Source } from '@capi/controller-runtime';
import { minutes } from '@capi/seams';

import { createWork } from '../backends/docker/work/create-work.ts';
import { backendOf, type Family } from '../infra-objects.ts';
import type { Images } from '../reconcilers/docker-machine/act/images.ts';
import type { Result, Stage } from '../reconcilers/docker-machine/observation.ts';
import { dockerMachineReconciler } from '../reconcilers/docker-machine/reconciler.ts';
import { simulatedMachineReconciler } from '../reconcilers/simulated-machine/reconciler.ts';
import type { Wiring } from '../wiring.ts';
import { containerMachineSources, permissions, reads, watches } from './infra-machine-watches.ts';

/** The controller of DevMachines or DockerMachines. */
export function infraMachineController(
  wiring: Wiring,
  family: Family,
  options: { readonly concurrency: number; readonly opened: Source; readonly images: Images },
): Controller {
  const { runtime, settings } = wiring;
  const name = family.machine.kind.toLowerCase();
  const work = createWork<Stage, Result>(name, runtime);
  const simulated = simulatedMachineReconciler(wiring, family);
  const docker = dockerMachineReconciler(wiring, family, { work, images: options.images });
  return {
    name,
    resource: family.machine,
    watches: watches(family),
    sources: [options.opened, work.changes, ...containerMachineSources(wiring, family)],
    reads: reads(family),
    permissions,
    concurrency: options.concurrency,
    timeout: minutes(5),
    async reconcile(key, signal) {
      const object = runtime.cache.get(family.machine, key);
      // What is gone may have been on either; only work on a container goes on by itself.
      if (object === undefined) return work.cancelKey(key).then(() => awaitChange);
      return backendOf(object, settings) === 'docker' ? docker(key, signal) : simulated(key, signal);
    },
  };
}
