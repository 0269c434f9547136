import { DockerMachineTemplate, type Resource } from '@capi/api';
import { awaitChange, patchObject, type Reconcile } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { MachineTemplate } from '../../infra-objects.ts';
import type { Wiring } from '../../wiring.ts';
import { capacityOf } from './capacity.ts';

/**
 * Says what machines offer that are made from a template of containers. While the engine is away the template keeps what it has; templates
 * of simulated machines say nothing, where upstream names the size of an engine that they do not run on.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/devmachinetemplate_controller.go (behaviour)
 */
export function machineTemplateReconciler({ runtime, docker, settings }: Wiring, resource: Resource<MachineTemplate>): Reconcile {
  const { cache, client } = runtime;
  return async (key, signal) => {
    const template = cache.get(resource, key);
    if (template === undefined || template.metadata.deletionTimestamp !== undefined) return awaitChange;
    if (settings.simulateDocker || !isOfContainers(template)) return awaitChange;
    docker.use();
    // The engine wakes templates when it comes.
    if (docker.state().state !== 'available') return awaitChange;
    const capacity = capacityOf((await docker.host(signal)).engine);
    const wanted = { ...template, status: { ...template.status, capacity } } as typeof template;
    await patchObject(client, resource, template, wanted, signal);
    return awaitChange;
  };
}

const isOfContainers = ({ kind, spec }: DeepReadonly<MachineTemplate>): boolean =>
  kind === DockerMachineTemplate.kind || spec?.template?.spec?.backend?.inMemory === undefined;
