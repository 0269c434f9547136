import type { ContainerSpec } from '@capi/docker-engine';

import type { Labels } from '../names/labels.ts';
import { containerSpec } from './container-spec.ts';
import type { EngineHost, NetworkPlace } from './engine-host.ts';

/** Where the load balancer's program expects its configuration. */
export const loadBalancerConfigPath = '/usr/local/etc/haproxy/haproxy.cfg';

/** What tells one load balancer from another. */
export interface NewLoadBalancer {
  readonly name: string;
  /** From `loadBalancerLabels`. */
  readonly labels: Labels;
  /** From `loadBalancerImage`. */
  readonly image: string;
  readonly network: NetworkPlace;
  /** Of the control plane endpoint, from `endpointPort`. */
  readonly port: number;
}

/**
 * The container of a load balancer. Besides 6443, where kind's tools look, the port of the endpoint is published when it is another one;
 * upstream forgets it. Only the statistics are kept to the loopback interface: whoever reaches the API must log in, there nobody does.
 */
export const loadBalancerSpec = ({ name, labels, image, network, port }: NewLoadBalancer, host: EngineHost): ContainerSpec => {
  const [everywhere, here] = network.family === 'ipv6' ? ['::', '::1'] : ['0.0.0.0', '127.0.0.1'];
  return {
    ...containerSpec({ name, labels, image, network, mounts: [] }, host),
    // Not the volume of nodes: it would be filled with what the image has there, which takes the engine longer than all the rest.
    volumes: [],
    entrypoint: ['haproxy', '-W', '-db', '-f', loadBalancerConfigPath],
    sysctls: network.family === 'ipv6' ? { 'net.ipv6.conf.all.disable_ipv6': '0' } : {},
    publish: {
      '8404/tcp': { address: here, port: 0 },
      '6443/tcp': { address: everywhere, port: 0 },
      [`${port}/tcp`]: { address: everywhere, port: 0 },
    },
  };
};
