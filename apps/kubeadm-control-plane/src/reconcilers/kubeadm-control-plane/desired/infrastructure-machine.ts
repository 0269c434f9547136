import {
  annotations,
  apiVersionOf,
  type KubeadmControlPlane,
  type Machine,
  type Resource,
  type TemplateMetadata,
  type UnstructuredObject,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { identityLabels } from './identity.ts';
import { machineReference } from './kubeadm-config.ts';

/** The infrastructure machine of a Machine: what the template says, owned by the Machine from birth, with a note of where it came from. */
export function newInfrastructureMachine(
  controlPlane: DeepReadonly<KubeadmControlPlane>,
  cluster: string,
  machine: DeepReadonly<Machine>,
  options: { readonly template: DeepReadonly<UnstructuredObject>; readonly kind: Resource<UnstructuredObject> },
): UnstructuredObject {
  const { template, kind } = options;
  const body = template.spec?.['template'] as { metadata?: TemplateMetadata; spec?: Record<string, unknown> } | undefined;
  const { infrastructureRef } = controlPlane.spec.machineTemplate.spec;
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      name: machine.spec.infrastructureRef.name,
      namespace: machine.metadata.namespace ?? '',
      labels: { ...body?.metadata?.labels, ...identityLabels(controlPlane, cluster) },
      annotations: {
        ...body?.metadata?.annotations,
        [annotations.clonedFromName]: infrastructureRef.name,
        [annotations.clonedFromGroupKind]: `${infrastructureRef.kind}.${infrastructureRef.apiGroup}`,
      },
      ownerReferences: [machineReference(machine)],
    },
    spec: body?.spec ?? {},
  };
}
