import type { Controller } from '@capi/controller-runtime';

import { clusterController } from './reconcilers/cluster/reconciler.ts';
import { machineDeploymentController } from './reconcilers/machine-deployment/reconciler.ts';
import { machineSetController } from './reconcilers/machine-set/reconciler.ts';
import { machineController } from './reconcilers/machine/reconciler.ts';
import type { Wiring } from './wiring.ts';

/** All controllers of this provider. */
export const controllers = (wiring: Wiring): readonly Controller[] => [
  clusterController(wiring),
  machineController(wiring),
  machineSetController(wiring),
  machineDeploymentController(wiring),
];
