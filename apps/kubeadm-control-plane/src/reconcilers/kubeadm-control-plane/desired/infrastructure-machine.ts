import type { KubeadmControlPlane, Machine, UnstructuredObject } from '@capi/api';
import { cloneTemplate } from '@capi/contracts';
import { controllerReference } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { identityLabels } from './identity.ts';

/** The infrastructure machine of a Machine: what the template says, owned by the Machine from birth, with a note of where it came from. */
export const newInfrastructureMachine = (
  controlPlane: DeepReadonly<KubeadmControlPlane>,
  cluster: string,
  options: { readonly machine: DeepReadonly<Machine>; readonly template: DeepReadonly<UnstructuredObject> },
): UnstructuredObject =>
  cloneTemplate(options.template, {
    name: options.machine.spec.infrastructureRef.name,
    namespace: options.machine.metadata.namespace ?? '',
    clusterName: cluster,
    labels: identityLabels(controlPlane, cluster),
    owner: controllerReference(options.machine),
  });
