import { createHash } from 'node:crypto';

// A container's name is also its host name, the node's name and the value of a label on the node.
const longest = 63;

/**
 * Name of a machine's container, and of its node: the Machine's, with the cluster's in front unless it begins with that already. Names
 * that no host can have are shortened; upstream fails on them.
 */
export const containerName = (cluster: string, machine: string): string =>
  fitting(machine.startsWith(cluster) ? machine : `${cluster}-${machine}`);

/** Name of a cluster's load balancer. */
export const loadBalancerName = (cluster: string): string => fitting(`${cluster}-lb`);

/** The name that a container gets instead, when somebody else's has its own: the same for the same owner, whenever it is asked for. */
export const qualifiedName = (name: string, ownerUid: string): string => withDigest(name, ownerUid);

/**
 * The name of a new container. Once it is made, it is found by its labels and never renamed.
 * @param taken whether a container that is not the owner's has a name
 */
export const chooseName = (wanted: string, ownerUid: string, taken: (name: string) => boolean): string =>
  taken(wanted) ? qualifiedName(wanted, ownerUid) : wanted;

const fitting = (name: string): string => (name.length <= longest ? name : withDigest(name, name));

function withDigest(name: string, of: string): string {
  const digest = createHash('sha256').update(of).digest('hex').slice(0, 8);
  const kept = name.slice(0, longest - digest.length - 1).replace(/[^a-z0-9]+$/i, '');
  return `${kept}-${digest}`;
}
