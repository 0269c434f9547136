import type { Resource, UnstructuredObject } from '@capi/api';

import type { Provider } from '../providers.ts';

export const Deployment: Resource = { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true };
const ServiceAccount: Resource = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };

/** Labels by which a Deployment finds its pods, and `kubectl logs deployment/…` too. */
export const podLabels = (provider: Provider): Record<string, string> => ({
  'cluster.x-k8s.io/provider': provider.label,
  'control-plane': 'controller-manager',
});

/** Name of the pod that stands for one process of a provider. */
export const podName = (provider: Provider, replica: number): string => `${provider.deployment}-${replica}`;

/** Namespace, service account and Deployment of a provider, as its installation would leave them. */
export function installation(
  provider: Provider,
  args: readonly string[],
  replicas: number,
): readonly { resource: Resource; object: UnstructuredObject }[] {
  const { namespace, deployment, serviceAccount } = provider;
  const labels = podLabels(provider);
  return [
    {
      resource: { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
      object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    },
    {
      resource: ServiceAccount,
      object: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: serviceAccount, namespace, labels: { 'cluster.x-k8s.io/provider': provider.label } },
      },
    },
    {
      resource: Deployment,
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: deployment, namespace, labels },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { serviceAccountName: serviceAccount, containers: [container(provider, args)] } },
        },
      },
    },
  ];
}

/** The container of a provider's pod. No image: the sandbox runs the program itself. */
export const container = (provider: Provider, args: readonly string[]): { name: string; image: string; args: string[] } => ({
  name: 'manager',
  image: `capi/${provider.app}:sandbox`,
  args: [...args],
});
