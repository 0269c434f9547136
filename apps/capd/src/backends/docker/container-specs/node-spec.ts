import type { BindMount, ContainerSpec } from '@capi/docker-engine';

import type { Labels } from '../names/labels.ts';
import type { NodeImage } from '../node-image/choose-node-image.ts';
import { containerSpec } from './container-spec.ts';
import type { EngineHost, NetworkPlace } from './engine-host.ts';

/** What tells one node from another. */
export interface NewNode {
  readonly name: string;
  /** From `nodeLabels`. */
  readonly labels: Labels;
  readonly image: Pick<NodeImage, 'image' | 'mode'>;
  readonly network: NetworkPlace;
  /** From `parseExtraMounts`. */
  readonly mounts: readonly BindMount[];
}

/** The container of a control-plane node. Its API server is published on the loopback interface of the engine's host. */
export function controlPlaneSpec(node: NewNode, host: EngineHost): ContainerSpec {
  const spec = workerSpec(node, host);
  return {
    ...spec,
    environment: { KUBECONFIG: '/etc/kubernetes/admin.conf', ...spec.environment },
    publish: { '6443/tcp': { address: '127.0.0.1', port: 0 } },
  };
}

/** The container of a worker node. */
export const workerSpec = ({ name, labels, image: { image, mode }, network, mounts }: NewNode, host: EngineHost): ContainerSpec => ({
  ...containerSpec({ name, labels, image, network, mounts }, host),
  ...(mode === 'kind 0.20' && { cgroupNamespace: 'private' }),
  sysctls: network.family === 'ipv4' ? {} : { 'net.ipv6.conf.all.disable_ipv6': '0', 'net.ipv6.conf.all.forwarding': '1' },
});
