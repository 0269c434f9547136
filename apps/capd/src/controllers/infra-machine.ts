import type { Controller, Source } from '@capi/controller-runtime';
import { minutes } from '@capi/seams';

import type { Family } from '../infra-objects.ts';
import { simulatedMachineReconciler } from '../reconcilers/simulated-machine/reconciler.ts';
import type { Wiring } from '../wiring.ts';
import { permissions, reads, watches } from './infra-machine-watches.ts';

/** The controller of DevMachines or DockerMachines. */
export const infraMachineController = (
  wiring: Wiring,
  family: Family,
  options: { readonly concurrency: number; readonly opened: Source },
): Controller => ({
  name: family.machine.kind.toLowerCase(),
  resource: family.machine,
  watches: watches(family),
  sources: [options.opened],
  reads: reads(family),
  permissions,
  concurrency: options.concurrency,
  timeout: minutes(5),
  reconcile: simulatedMachineReconciler(wiring, family),
});
