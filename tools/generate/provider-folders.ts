import type { KindDeclaration } from '@capi/api';

/** Folder of a provider, below `crds/` and `deploy/` and as its app is called → value of its label `cluster.x-k8s.io/provider`. */
export const providerFolders = {
  core: 'cluster-api',
  'kubeadm-bootstrap': 'bootstrap-kubeadm',
  'kubeadm-control-plane': 'control-plane-kubeadm',
  capd: 'infrastructure-docker',
} as const satisfies Readonly<Record<string, KindDeclaration['provider']>>;

export type ProviderFolder = keyof typeof providerFolders;

/** What the names of all objects of an installed provider begin with. */
export const prefixes: Readonly<Record<ProviderFolder, string>> = {
  core: 'capi-',
  'kubeadm-bootstrap': 'capi-kubeadm-bootstrap-',
  'kubeadm-control-plane': 'capi-kubeadm-control-plane-',
  capd: 'capd-',
};

/** The namespace that a provider is installed in. */
export const namespaceOf = (folder: ProviderFolder): string => `${prefixes[folder]}system`;
