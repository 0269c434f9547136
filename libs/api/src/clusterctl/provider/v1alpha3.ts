import { optional, text } from '../../schema/vocabulary.ts';

/** Fields of a Provider, which stand beside its metadata. */
export const providerFields = {
  providerName: optional(text('Name of the provider, as clusterctl init takes it: kubeadm, docker.')),
  type: optional(text('Kind of the provider, such as CoreProvider or BootstrapProvider.')),
  version: optional(text('Version that is installed, with a leading v.')),
  watchedNamespace: optional(text('Not used; a provider watches all namespaces.')),
};
