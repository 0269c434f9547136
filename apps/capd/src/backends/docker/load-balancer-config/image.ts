import type { DeepReadonly } from '@capi/seams';

/** `loadBalancer` of a Docker cluster, as far as the image goes. */
export type LoadBalancerImage = DeepReadonly<{ imageRepository?: string; imageTag?: string }>;

/**
 * The image of a load balancer: kind's HAProxy unless repository or tag say otherwise; empty is as absent.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/loadbalancer/const.go (data)
 */
export const loadBalancerImage = ({ imageRepository, imageTag }: LoadBalancerImage = {}): string =>
  `${(imageRepository || 'kindest').replace(/\/+$/, '')}/haproxy:${imageTag || 'v20230606-42a2262b'}`;

/** The port of the control plane endpoint: 6443 when it is absent or 0. */
export const endpointPort = (port: number | undefined): number => port || 6443;
