import { keyOf, type Resource } from '@capi/api';
import type { Controller, Permission } from '@capi/controller-runtime';

import type { MachineTemplate } from '../infra-objects.ts';
import { machineTemplateReconciler } from '../reconcilers/machine-template/reconciler.ts';
import type { Wiring } from '../wiring.ts';

export const permissions: readonly Permission[] = [
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['devmachinetemplates', 'dockermachinetemplates'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['devmachinetemplates/status', 'dockermachinetemplates/status'],
    verbs: ['patch'],
  },
];

/** The controller of DevMachineTemplates or DockerMachineTemplates. */
export const machineTemplateController = (
  wiring: Wiring,
  resource: Resource<MachineTemplate>,
  { concurrency }: { readonly concurrency: number },
): Controller => ({
  name: resource.kind.toLowerCase(),
  resource,
  watches: [],
  sources: [
    {
      // The size of its host is known as soon as the engine is there, and may be another one whenever it comes back.
      start(wake, signal) {
        const stop = wiring.docker.containers.subscribe((container) => {
          if (container !== undefined) return;
          for (const template of wiring.runtime.cache.list(resource)) wake(keyOf(template));
        });
        signal.addEventListener('abort', stop, { once: true });
      },
    },
  ],
  reads: [],
  permissions,
  concurrency,
  reconcile: machineTemplateReconciler(wiring, resource),
});
