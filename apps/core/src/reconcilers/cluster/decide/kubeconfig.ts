import { handedOver } from './handed-over.ts';
import type { Rule } from './plan.ts';

/** Where no control-plane object makes the kubeconfig, the Cluster does, once there is an address to put into it. */
export const kubeconfig: Rule = (seen) =>
  seen.kubeconfig === 'missing' && handedOver(seen).endpoint !== undefined ? { step: 'create-kubeconfig' } : undefined;
