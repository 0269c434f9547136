/** What a person can try now, with commands to copy. */
export function whatNext(options: { readonly kubeconfig: string; readonly quickStart: boolean; readonly logs: string }): string {
  const first = options.quickStart
    ? [
        'kubectl get clusters,kubeadmcontrolplanes,machinedeployments,machines -o wide',
        'kubectl scale machinedeployment quick-start --replicas=5',
        `kubectl patch kubeadmcontrolplane quick-start --type=merge -p '{"spec":{"version":"v1.34.1"}}'`,
        'kubectl delete cluster quick-start',
      ]
    : ['kubectl apply -f examples/quick-start.yaml', 'kubectl get machines -w'];
  return [
    '',
    'What to try next:',
    `  export KUBECONFIG=${options.kubeconfig}`,
    ...first.map((command) => `  ${command}`),
    `  kubectl -n capi-system logs deployment/capi-controller-manager   (files: ${options.logs})`,
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
