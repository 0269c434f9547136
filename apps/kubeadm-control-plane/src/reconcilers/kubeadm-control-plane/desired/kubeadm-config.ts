import { apiVersionOf, KubeadmConfig, Machine, type KubeadmControlPlane, type OwnerReference } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Form } from '../decide/plan.ts';
import { configSpec } from '../decide/up-to-date/config-spec.ts';
import { identityLabels } from './identity.ts';

/** The KubeadmConfig of a Machine, owned by it from birth. Labels and annotations of the template are applied by a manager of their own. */
export function newKubeadmConfig(
  controlPlane: DeepReadonly<KubeadmControlPlane>,
  cluster: string,
  machine: DeepReadonly<Machine>,
  form: Form,
): KubeadmConfig {
  return {
    apiVersion: apiVersionOf(KubeadmConfig),
    kind: KubeadmConfig.kind,
    metadata: {
      name: machine.spec.bootstrap.configRef?.name ?? machine.metadata.name,
      namespace: machine.metadata.namespace ?? '',
      labels: identityLabels(controlPlane, cluster),
      ownerReferences: [machineReference(machine)],
    },
    spec: configSpec(controlPlane.spec.kubeadmConfigSpec, machine.spec.version ?? controlPlane.spec.version, form) as NonNullable<
      KubeadmConfig['spec']
    >,
  };
}

/** The reference by which a Machine controls its parts. */
export const machineReference = (machine: DeepReadonly<Machine>): OwnerReference => ({
  apiVersion: apiVersionOf(Machine),
  kind: Machine.kind,
  name: machine.metadata.name,
  uid: machine.metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
});
