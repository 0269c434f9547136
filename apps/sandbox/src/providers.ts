/** One provider as the sandbox runs it: a process of its own that stands for the pod of its Deployment. */
export interface Provider {
  /** Folder under apps/. */
  readonly app: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly serviceAccount: string;
  /** Value of the label `cluster.x-k8s.io/provider`. */
  readonly label: string;
}

/** Names as the installed providers have them. */
export const providers: readonly Provider[] = [
  {
    app: 'core',
    namespace: 'capi-system',
    deployment: 'capi-controller-manager',
    serviceAccount: 'capi-manager',
    label: 'cluster-api',
  },
  {
    app: 'kubeadm-bootstrap',
    namespace: 'capi-kubeadm-bootstrap-system',
    deployment: 'capi-kubeadm-bootstrap-controller-manager',
    serviceAccount: 'capi-kubeadm-bootstrap-manager',
    label: 'bootstrap-kubeadm',
  },
  {
    app: 'kubeadm-control-plane',
    namespace: 'capi-kubeadm-control-plane-system',
    deployment: 'capi-kubeadm-control-plane-controller-manager',
    serviceAccount: 'capi-kubeadm-control-plane-manager',
    label: 'control-plane-kubeadm',
  },
  {
    app: 'capd',
    namespace: 'capd-system',
    deployment: 'capd-controller-manager',
    serviceAccount: 'capd-manager',
    label: 'infrastructure-docker',
  },
];

/** What is in front of the names of a provider's objects: `capi-`. */
export const prefixOf = ({ deployment }: Provider): string => deployment.slice(0, deployment.length - 'controller-manager'.length);
