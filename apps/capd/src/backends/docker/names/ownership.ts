import type { Container } from '@capi/docker-engine';

import { containerName, loadBalancerName } from './container-name.ts';
import { clusterOf, dockerLabels, roleOf, type ClusterName } from './labels.ts';
import { parseProviderID } from './provider-id.ts';

/** An infrastructure machine that asks whether a container is its own. */
export interface NodeOwner extends ClusterName {
  readonly kind: 'machine';
  readonly uid: string;
  /** Name of the infrastructure machine. */
  readonly machine: string;
  /** Name of the Machine, from which upstream makes the container's; absent when its owner is not known, as while it is deleted. */
  readonly machineName?: string;
  readonly providerID?: string;
}

/** An infrastructure cluster that asks whether a load balancer is its own. */
export interface LoadBalancerOwner extends ClusterName {
  readonly kind: 'cluster';
  readonly uid: string;
  /** `spec.controlPlaneEndpoint.host`. */
  readonly endpointHost?: string;
}

export type Owner = NodeOwner | LoadBalancerOwner;

type Seen = Pick<Container, 'name' | 'labels' | 'networks'>;

/**
 * Whether a container belongs to an object, so that it may be used, changed and removed for it. There are three ways: its label has the
 * object's UID; its labels have the object's names and the object points at it, since `clusterctl move` gives new UIDs; or it has no
 * labels of ours, and upstream's name, and the object points at it, since upstream made it.
 */
export const isOurs = (container: Seen, owner: Owner): boolean => hasRoleFor(container, owner) && ways.some((way) => way(container, owner));

type Way = (container: Seen, owner: Owner) => boolean;

const hasUid: Way = (container, { uid }) => container.labels[dockerLabels.ownerUid] === uid;

const wasMoved: Way = (container, owner) => {
  const named = clusterOf(container.labels);
  return (
    named?.namespace === owner.namespace && named.cluster === owner.cluster && isOfMachine(container, owner) && pointsAt(owner, container)
  );
};

const isUpstreams: Way = (container, owner) =>
  !Object.keys(container.labels).some((label) => ours.has(label)) &&
  container.labels[dockerLabels.kindCluster] === owner.cluster &&
  container.name === upstreamName(owner) &&
  pointsAt(owner, container);

const ways = [hasUid, wasMoved, isUpstreams];
const ours: ReadonlySet<string> = new Set([dockerLabels.namespace, dockerLabels.cluster, dockerLabels.machine, dockerLabels.ownerUid]);

function hasRoleFor({ labels }: Seen, { kind }: Owner): boolean {
  const role = roleOf(labels);
  return kind === 'cluster' ? role === 'external-load-balancer' : role === 'control-plane' || role === 'worker';
}

const isOfMachine = ({ labels }: Seen, owner: Owner): boolean =>
  labels[dockerLabels.machine] === (owner.kind === 'machine' ? owner.machine : undefined);

const upstreamName = (owner: Owner): string =>
  owner.kind === 'machine' ? containerName(owner.cluster, owner.machineName ?? owner.machine) : loadBalancerName(owner.cluster);

function pointsAt(owner: Owner, { name, networks }: Seen): boolean {
  if (owner.kind === 'machine') return parseProviderID(owner.providerID) === name;
  const { endpointHost: host } = owner;
  // A fixed address is there even while the container does not run.
  const addresses = Object.values(networks).flatMap(({ ipv4, ipv6, fixed }) => [ipv4, ipv6, fixed?.ipv4, fixed?.ipv6]);
  return host !== undefined && (host === name || addresses.includes(host));
}
