import type { KindDeclaration } from '@capi/api';

/** Folder of a provider, below `crds/` and `deploy/` and as its app is called → value of its label `cluster.x-k8s.io/provider`. */
export const providerFolders = {
  core: 'cluster-api',
  'kubeadm-bootstrap': 'bootstrap-kubeadm',
  'kubeadm-control-plane': 'control-plane-kubeadm',
  capd: 'infrastructure-docker',
} as const satisfies Readonly<Record<string, KindDeclaration['provider']>>;

export type ProviderFolder = keyof typeof providerFolders;
