import type { ObjectKey } from '@capi/api';
import type { Source } from '@capi/controller-runtime';

import { orphanWatch } from './backends/docker/orphans/orphan-watch.ts';
import { infraClusterController } from './controllers/infra-cluster.ts';
import { machinesOf } from './controllers/infra-machine-watches.ts';
import { infraMachineController } from './controllers/infra-machine.ts';
import { machineTemplateController } from './controllers/machine-template.ts';
import { devFamily, dockerFamily, type Family } from './infra-objects.ts';
import { createImages, type Images } from './reconcilers/docker-machine/act/images.ts';
import type { Wiring } from './wiring.ts';

/** Adds the six controllers of this provider to the runtime. */
export function addControllers(wiring: Wiring): void {
  const { concurrency } = wiring.settings;
  const images = createImages(wiring.docker.engine);
  addFamily(wiring, devFamily, {
    cluster: concurrency.devCluster,
    machine: concurrency.devMachine,
    machineTemplate: concurrency.devMachineTemplate,
    images,
  });
  addFamily(wiring, dockerFamily, {
    cluster: concurrency.dockerCluster,
    machine: concurrency.dockerMachine,
    machineTemplate: concurrency.dockerMachineTemplate,
    images,
  });
}

interface FamilyOptions {
  /** Reconciles at once. */
  readonly cluster: number;
  readonly machine: number;
  readonly machineTemplate: number;
  readonly images: Images;
}

function addFamily(wiring: Wiring, family: Family, { images, ...concurrency }: FamilyOptions): void {
  const { runtime } = wiring;
  const listeners = new Set<(key: ObjectKey) => void>();
  // After a restart a cluster opens without any object changing, so its machines hear of it here.
  const opened: Source = {
    start(wake, signal) {
      listeners.add(wake);
      signal.addEventListener('abort', () => listeners.delete(wake), { once: true });
    },
  };
  const announce = (cluster: { readonly namespace: string; readonly name: string }): void => {
    for (const key of machinesOf(runtime.cache, family, cluster)) for (const wake of listeners) wake(key);
  };
  // One engine for both families is followed once.
  const sources = family === devFamily ? [wiring.docker.following, orphanWatch({ ...wiring, ...wiring.settings })] : [];
  runtime.add(infraClusterController(wiring, family, { concurrency: concurrency.cluster, opened: announce, sources }));
  runtime.add(infraMachineController(wiring, family, { concurrency: concurrency.machine, opened, images }));
  runtime.add(machineTemplateController(wiring, family.machineTemplate, { concurrency: concurrency.machineTemplate }));
}
