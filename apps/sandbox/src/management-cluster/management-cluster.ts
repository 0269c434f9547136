/** The API server that the providers work on, wherever it runs. */
export interface ManagementCluster {
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Path of the kubeconfig that a provider uses. */
  kubeconfigOf(namespace: string, serviceAccount: string): Promise<string>;
}
