import { join } from 'node:path';

export interface WhatIsThere {
  /** Of the management cluster. */
  readonly kubeconfig: string;
  /** Data folder of the sandbox. */
  readonly folder: string;
  /** The folder stays when the sandbox ends. */
  readonly keepsData: boolean;
  readonly quickStart: boolean;
  readonly docker: boolean;
}

/** What a person can try now, with commands to copy. */
export function whatNext({ kubeconfig, folder, keepsData, quickStart, docker }: WhatIsThere): string {
  const cluster = docker ? 'docker-quick-start' : 'quick-start';
  const first = quickStart
    ? [
        'kubectl get clusters,kubeadmcontrolplanes,machinedeployments,machines -o wide',
        ...(docker
          ? [`kubectl --kubeconfig=${join(folder, 'kubeconfigs', `default-${cluster}.kubeconfig`)} get nodes,pods -A -o wide`]
          : []),
        `kubectl scale machinedeployment ${cluster} --replicas=${docker ? 4 : 5}`,
        `kubectl patch kubeadmcontrolplane ${cluster} --type=merge -p '{"spec":{"version":"${docker ? 'v1.36.4' : 'v1.34.1'}"}}'`,
        `kubectl delete cluster ${cluster}`,
      ]
    : [`kubectl apply -f examples/${cluster}.yaml`, 'kubectl get machines -w'];
  return [
    '',
    'What to try next:',
    `  export KUBECONFIG=${kubeconfig}`,
    ...first.map((command) => `  ${command}`),
    `  kubectl -n capi-system logs deployment/capi-controller-manager   (files: ${join(folder, 'logs')})`,
    '',
    docker && keepsData
      ? 'Ctrl-C stops all but the containers; the next start with this --data-dir goes on with them.'
      : 'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
