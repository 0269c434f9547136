import type { KubeadmConfigSpec } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Form } from '../plan.ts';
import { withKubeletLocalMode } from './kubelet-local-mode.ts';

type Spec = DeepReadonly<KubeadmConfigSpec>;

/** The KubeadmConfig spec of a new Machine: one that runs `kubeadm init` has nothing to say about joining, and the other way round. */
export function configSpec(spec: Spec | undefined, version: string, form: Form): Spec {
  const { initConfiguration, joinConfiguration, clusterConfiguration, ...rest } = spec ?? {};
  const configuration = withKubeletLocalMode(clusterConfiguration, version);
  return {
    ...rest,
    ...(configuration === undefined ? {} : { clusterConfiguration: configuration }),
    ...(form === 'init'
      ? initConfiguration !== undefined && { initConfiguration }
      : { joinConfiguration: { ...joinConfiguration, controlPlane: joinConfiguration?.controlPlane ?? {} } }),
  };
}
