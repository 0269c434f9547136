import type { ParsedClusterConfiguration } from '@capi/kubeadm';
import { stringify } from 'yaml';

import { imagesOf } from './images.ts';
import { type Wanted } from './kinds.ts';
import { systemNamespace } from './static-pods.ts';

const configMap = (namespace: string, name: string, data: Record<string, string>): Wanted => ({
  resource: { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data },
});

/** The ClusterConfiguration as kubeadm uploads it: what was given, with kubeadm's defaults filled in. */
export function uploadedConfiguration(given: ParsedClusterConfiguration, machineVersion: string): Record<string, unknown> {
  const { document } = given;
  const networking = (document['networking'] ?? {}) as Record<string, unknown>;
  const etcd = (document['etcd'] ?? {}) as Record<string, unknown>;
  return {
    ...document,
    certificatesDir: given.certificatesDir ?? '/etc/kubernetes/pki',
    clusterName: given.clusterName ?? 'kubernetes',
    etcd: etcd['external'] === undefined ? { local: { dataDir: '/var/lib/etcd', ...(etcd['local'] as object | undefined) } } : etcd,
    imageRepository: given.imageRepository ?? 'registry.k8s.io',
    kubernetesVersion: given.kubernetesVersion ?? machineVersion,
    networking: { dnsDomain: 'cluster.local', serviceSubnet: '10.96.0.0/12', ...networking },
  };
}

/** Prints a ClusterConfiguration as kubeadm does: keys by alphabet. */
export const printConfiguration = (configuration: Readonly<Record<string, unknown>>): string =>
  stringify(configuration, { sortMapEntries: true, lineWidth: 0 });

/**
 * ConfigMaps that `kubeadm init` leaves: its own configuration, the kubelet's, and what a joining node may read before it is anyone.
 * `cluster-info` is left out while the endpoint is unknown.
 */
export function configurationOf(options: {
  readonly configuration: Readonly<Record<string, unknown>>;
  /** `https://host:port` */
  readonly server: string;
  readonly authority: string;
}): readonly Wanted[] {
  const { configuration, server, authority } = options;
  const networking = configuration['networking'] as Record<string, unknown>;
  const clusterInfo = {
    apiVersion: 'v1',
    clusters: [{ cluster: { 'certificate-authority-data': Buffer.from(authority).toString('base64'), server }, name: '' }],
    contexts: null,
    'current-context': '',
    kind: 'Config',
    preferences: {},
    users: null,
  };
  const kubelet = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' } },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'systemd',
    clusterDNS: [dnsAddress(String(networking['serviceSubnet']))],
    clusterDomain: networking['dnsDomain'],
    kind: 'KubeletConfiguration',
    rotateCertificates: true,
    staticPodPath: '/etc/kubernetes/manifests',
  };
  return [
    configMap(systemNamespace, 'kubeadm-config', { ClusterConfiguration: printConfiguration(configuration) }),
    configMap(systemNamespace, 'kubelet-config', { kubelet: stringify(kubelet, { lineWidth: 0 }) }),
    configMap('kube-public', 'cluster-info', { kubeconfig: stringify(clusterInfo, { lineWidth: 0 }) }),
  ];
}

/** The tenth address of an IPv4 service range, where kubeadm puts DNS: `10.96.0.10`. Other ranges get kubeadm's default. */
export function dnsAddress(serviceSubnet: string): string {
  return nthAddress(serviceSubnet, 10) ?? '10.96.0.10';
}

/** The n-th address of the first IPv4 range in a comma-separated list; undefined when there is none. */
export function nthAddress(ranges: string, n: number): string | undefined {
  const match = /(?:^|,)\s*(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+/.exec(ranges);
  if (match === null) return undefined;
  const [a, b, c, d] = match.slice(1).map(Number) as [number, number, number, number];
  return `${a}.${b}.${c}.${d + n}`;
}

/** Which images the configuration in a cluster asks for. */
export const imagesFor = (configuration: Readonly<Record<string, unknown>>, kubernetesVersion: string) =>
  imagesOf(kubernetesVersion, typeof configuration['imageRepository'] === 'string' ? configuration['imageRepository'] : undefined);
