import type { AccessRequest, Authorizer } from '@capi/apiserver';

import { joinGroup } from '../objects/rights.ts';

const administrators = ['system:masters', 'kubeadm:cluster-admins'];
const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
/** ConfigMaps that a joining node may read. */
const forJoining = ['kube-system/kubeadm-config', 'kube-system/kubelet-config'];

/**
 * Whether a request is within the rights that kubeadm sets up: administrators do as they like, anyone may read `cluster-info`, and
 * a token that joins nodes may read what joining needs. The RBAC objects in the cluster say the same; they are not evaluated.
 */
export const authorize: Authorizer = (request) => {
  const { groups } = request.user;
  if (groups.some((group) => administrators.includes(group))) return true;
  if (request.path !== undefined)
    return publicPaths.includes(request.path) || (request.verb === 'get' && groups.includes('system:authenticated'));
  return mayRead(request, groups.includes(joinGroup));
};

function mayRead({ verb, resource }: AccessRequest, joins: boolean): boolean {
  if (verb !== 'get' || resource === undefined || resource.subresource !== undefined || resource.name === undefined) return false;
  const { group, plural, namespace, name } = resource;
  if (group !== '') return false;
  if (plural === 'configmaps' && namespace === 'kube-public') return name === 'cluster-info';
  return joins && (plural === 'nodes' || (plural === 'configmaps' && forJoining.includes(`${namespace ?? ''}/${name}`)));
}
