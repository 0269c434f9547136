import type { WithoutEffect } from '@capi/admission';

const computed = 'the Cluster and the Machine say it';
const header = 'it belongs into kubeadm files only';

/**
 * What v1alpha2 could say about kubeadm and nobody listens to.
 * @param spec path of the kubeadm spec
 */
export const withoutEffect = (spec: string): WithoutEffect => ({
  [`${spec}.clusterConfiguration.clusterName`]: computed,
  [`${spec}.clusterConfiguration.kubernetesVersion`]: computed,
  [`${spec}.clusterConfiguration.networking`]: computed,
  [`${spec}.clusterConfiguration.useHyperKubeImage`]: 'Kubernetes has no such image any more',
  [`${spec}.clusterConfiguration.dns.type`]: 'CoreDNS is what runs',
  ...Object.fromEntries(
    ['clusterConfiguration', 'initConfiguration', 'joinConfiguration'].flatMap((name) => [
      [`${spec}.${name}.apiVersion`, header],
      [`${spec}.${name}.kind`, header],
    ]),
  ),
});
