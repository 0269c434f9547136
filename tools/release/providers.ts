import { namespaceOf, providerFolders, type ProviderFolder } from '../generate/provider-folders.ts';

/** One provider as clusterctl knows it. */
export interface ReleasedProvider {
  /** Below `deploy/` and `apps/`. */
  readonly folder: ProviderFolder;
  /** Folder of its releases, which must be the value of its label: `bootstrap-kubeadm`. */
  readonly label: string;
  readonly name: string;
  readonly type: 'CoreProvider' | 'BootstrapProvider' | 'ControlPlaneProvider' | 'InfrastructureProvider';
  readonly namespace: string;
  /** Name of the file with everything that is installed. */
  readonly components: string;
}

const provider = (folder: ProviderFolder, name: string, type: ReleasedProvider['type'], components: string): ReleasedProvider => ({
  folder,
  label: providerFolders[folder],
  name,
  type,
  namespace: namespaceOf(folder),
  components,
});

/** In the order in which clusterctl installs them. */
export const releasedProviders: readonly ReleasedProvider[] = [
  provider('core', 'cluster-api', 'CoreProvider', 'core-components.yaml'),
  provider('kubeadm-bootstrap', 'kubeadm', 'BootstrapProvider', 'bootstrap-components.yaml'),
  provider('kubeadm-control-plane', 'kubeadm', 'ControlPlaneProvider', 'control-plane-components.yaml'),
  provider('capd', 'docker', 'InfrastructureProvider', 'infrastructure-components.yaml'),
];
