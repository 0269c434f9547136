import { apiVersionOf, KubeadmConfig, type KubeadmControlPlane, type Machine } from '@capi/api';
import { controllerReference } from '@capi/owner-references';
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
      ownerReferences: [controllerReference(machine)],
    },
    spec: configSpec(controlPlane.spec.kubeadmConfigSpec, machine.spec.version ?? controlPlane.spec.version, form) as NonNullable<
      KubeadmConfig['spec']
    >,
  };
}
