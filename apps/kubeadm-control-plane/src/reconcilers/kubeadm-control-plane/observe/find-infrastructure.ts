import type { KubeadmControlPlane, Resource, UnstructuredObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Ports } from '../ports.ts';
import { infrastructureScope } from '../scopes.ts';
import { controlPlanesOfTemplate } from '../watches.ts';
import { resourceByContract } from './external-kind.ts';

export interface Infrastructure {
  readonly infrastructureKind: Resource<UnstructuredObject> | undefined;
  readonly templateKind: Resource<UnstructuredObject> | undefined;
  readonly template: DeepReadonly<UnstructuredObject> | undefined;
  /** Metadata of the infrastructure machine of that name. */
  machine(name: string): DeepReadonly<UnstructuredObject> | undefined;
}

/** The infrastructure kinds that a control plane refers to, cached from now on. Absent while their CRDs are not installed. */
export async function findInfrastructure(
  controlPlane: DeepReadonly<KubeadmControlPlane>,
  { runtime }: Ports,
  signal: AbortSignal,
): Promise<Infrastructure> {
  const { infrastructureRef } = controlPlane.spec.machineTemplate.spec;
  const namespace = controlPlane.metadata.namespace ?? '';
  const templateKind = resourceByContract(runtime.cache, infrastructureRef);
  const infrastructureKind = resourceByContract(runtime.cache, {
    apiGroup: infrastructureRef.apiGroup,
    kind: infrastructureRef.kind.replace(/Template$/, ''),
  });
  if (templateKind !== undefined) await runtime.watchAlso('kubeadmcontrolplane', templateKind, controlPlanesOfTemplate, signal);
  if (infrastructureKind !== undefined) await runtime.cache.ensure(infrastructureScope(infrastructureKind), signal);
  return {
    templateKind,
    infrastructureKind,
    template: templateKind && runtime.cache.get(templateKind, { namespace, name: infrastructureRef.name }),
    machine: (name) => infrastructureKind && runtime.cache.get(infrastructureKind, { namespace, name }),
  };
}
