import { unreachable } from '@capi/seams';

import type { Blocker } from '../decide/plan.ts';

/** What is waited for, in words for people. */
export function describe(blocker: Blocker): string {
  switch (blocker.kind) {
    case 'infrastructure-not-ready':
      return 'Waiting for the Cluster infrastructure to be provisioned';
    case 'control-plane-not-initialized':
      return 'Waiting for the control plane of the Cluster to be initialized';
    case 'init-lock-held':
      return `Waiting for ${blocker.holder} to initialize the control plane`;
    case 'init-lock-unreadable':
      return `ConfigMap ${blocker.lock} does not say which Machine initializes the control plane; delete it once none does`;
    case 'certificates-missing':
      return `Waiting for certificates and keys in ${list(blocker.secrets)}`;
    case 'endpoint-missing':
      return 'Waiting for spec.controlPlaneEndpoint of the Cluster';
    case 'workload-cluster-unreachable':
      return 'Waiting for a connection to the workload cluster, to make a bootstrap token there';
    case 'data-secret-taken':
      return `The Secret with the name of this config belongs to ${blocker.by}; rename the config or remove the Secret`;
    case 'worker-with-control-plane-settings':
      return 'spec.joinConfiguration.controlPlane is set, but the Machine is not a control-plane Machine; remove it';
    case 'format-unsupported':
      return `Bootstrap data in format ${blocker.format} is not supported; use cloud-config`;
    case 'version-unusable':
      return `spec.version of the Machine cannot be used: ${blocker.why}`;
    default:
      return unreachable(blocker);
  }
}

const list = (secrets: readonly string[]): string => `Secret${secrets.length === 1 ? '' : 's'} ${secrets.join(', ')}`;
