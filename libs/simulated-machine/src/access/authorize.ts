/** Who asks, as far as rights are modelled: an administrator may do everything, others only what a joining node needs. */
export type Asker =
  | { readonly kind: 'administrator' }
  /** A client certificate without an administrator's group. */
  | { readonly kind: 'certificate' }
  | { readonly kind: 'token' }
  | { readonly kind: 'anonymous' };

const open = ['/version', '/healthz', '/livez', '/readyz'];
const clusterInfo = '/api/v1/namespaces/kube-public/configmaps/cluster-info';
const joining = [
  clusterInfo,
  '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
  '/api/v1/namespaces/kube-system/configmaps/kubelet-config',
];

/**
 * Whether a request is within the rights that kubeadm sets up: anyone may read `cluster-info`, a bootstrap token may read what
 * joining needs, administrators do as they like. The RBAC objects in the cluster describe the same rights; they are not evaluated.
 */
export function mayAsk(asker: Asker, method: string, path: string): boolean {
  if (asker.kind === 'administrator') return true;
  if (method !== 'GET') return false;
  if (open.includes(path) || path === clusterInfo) return true;
  if (asker.kind === 'anonymous') return false;
  return path === '/' || (asker.kind === 'token' && (joining.includes(path) || /^\/api\/v1\/nodes\/[^/]+$/.test(path)));
}
