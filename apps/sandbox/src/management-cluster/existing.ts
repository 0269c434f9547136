import type { ManagementCluster } from './management-cluster.ts';

/** A management cluster that somebody else runs. The providers use the same credentials as the sandbox. */
export const useExisting = (kubeconfig: string): ManagementCluster => ({
  kubeconfig,
  kubeconfigOf: () => Promise.resolve(kubeconfig),
});
