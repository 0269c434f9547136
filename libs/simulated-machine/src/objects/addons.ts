import { dnsAddress, imagesFor } from './configuration.ts';
import { DaemonSet, Deployment, Service, type Wanted } from './kinds.ts';
import { systemNamespace } from './static-pods.ts';

const corefile = (domain: string): string => `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;

/** kube-proxy and CoreDNS as `kubeadm init` deploys them; their pods come with the nodes. */
export function addonsOf(configuration: Readonly<Record<string, unknown>>, kubernetesVersion: string): readonly Wanted[] {
  const images = imagesFor(configuration, kubernetesVersion);
  const networking = configuration['networking'] as { readonly serviceSubnet?: string; readonly dnsDomain?: string };
  const dns = { 'k8s-app': 'kube-dns' };
  const proxy = { 'k8s-app': 'kube-proxy' };
  const meta = (name: string, labels: Record<string, string>) => ({ name, namespace: systemNamespace, labels });
  return [
    {
      resource: { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'coredns', namespace: systemNamespace },
        data: { Corefile: corefile(networking.dnsDomain ?? 'cluster.local') },
      },
    },
    {
      resource: Service,
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: meta('kube-dns', { ...dns, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' }),
        spec: {
          type: 'ClusterIP',
          clusterIP: dnsAddress(networking.serviceSubnet ?? ''),
          selector: dns,
          ports: [
            { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
            { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
            { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
          ],
        },
      },
    },
    {
      resource: Deployment,
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: meta('coredns', dns),
        spec: {
          replicas: 2,
          selector: { matchLabels: dns },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
          template: {
            metadata: { labels: dns },
            spec: {
              serviceAccountName: 'coredns',
              priorityClassName: 'system-cluster-critical',
              containers: [
                {
                  name: 'coredns',
                  image: images.coredns,
                  args: ['-conf', '/etc/coredns/Corefile'],
                  volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
                },
              ],
              tolerations: [
                { key: 'CriticalAddonsOnly', operator: 'Exists' },
                { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
              ],
              volumes: [{ name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } }],
            },
          },
        },
      },
    },
    {
      resource: DaemonSet,
      object: {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: meta('kube-proxy', proxy),
        spec: {
          selector: { matchLabels: proxy },
          template: {
            metadata: { labels: proxy },
            spec: {
              serviceAccountName: 'kube-proxy',
              priorityClassName: 'system-node-critical',
              hostNetwork: true,
              containers: [{ name: 'kube-proxy', image: images.component('kube-proxy'), command: ['/usr/local/bin/kube-proxy'] }],
              tolerations: [{ operator: 'Exists' }],
            },
          },
        },
      },
    },
  ];
}
