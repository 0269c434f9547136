import type { ClusterConfiguration } from '@capi/api';
import { clusterConfigurationFields, kubeadmApiFor, parseClusterConfiguration, printDocument } from '@capi/kubeadm';
import type { DeepReadonly } from '@capi/seams';

import { withKubeletLocalMode } from '../decide/up-to-date/kubelet-local-mode.ts';

type Fields = Parameters<typeof printDocument>[0];

/** What stays as `kubeadm init` wrote it: changing it would make a different cluster. */
const kept = ['clusterName', 'controlPlaneEndpoint', 'certificatesDir', 'caCertificateValidityPeriod', 'networking', 'dns', 'proxy'];

/**
 * The ClusterConfiguration in `kubeadm-config` by which Machines of a new version join.
 * @param text what is there now
 */
export function upgradedClusterConfiguration(
  text: string,
  configuration: DeepReadonly<ClusterConfiguration> | undefined,
  version: string,
): string {
  const current = read(text);
  if (configuration === undefined && current !== blank) return printIfChanged(text, current, { ...current, kubernetesVersion: version });
  const wanted = clusterConfigurationFields(
    withKubeletLocalMode(configuration ?? {}, version),
    { clusterName: '', kubernetesVersion: version },
    kubeadmApiFor(version),
  );
  const preserved = kept.filter((field) => current[field] !== undefined).map((field) => [field, current[field] as Fields[string]] as const);
  const repository = configuration?.imageRepository ?? current['imageRepository'];
  return printIfChanged(text, current, {
    ...wanted,
    ...Object.fromEntries(preserved),
    ...(repository === undefined ? {} : { imageRepository: repository }),
  });
}

/** The same document with the DNS image that the spec asks for. */
export function withDnsImage(
  text: string,
  dns: { readonly imageRepository?: string | undefined; readonly imageTag?: string | undefined },
): string {
  const current = read(text);
  if (current === blank) return text;
  const before = (current['dns'] ?? {}) as Fields;
  const wanted = Object.fromEntries(Object.entries(dns).filter(([, value]) => value !== undefined));
  return printIfChanged(text, current, { ...current, dns: { ...before, ...wanted } as Fields });
}

/** Of a cluster that kubeadm has not made, such as those that upstream simulates: they have the entry, and nothing in it. */
const blank: Fields = {};
const read = (text: string): Fields => (text.trim() === '' ? blank : (parseClusterConfiguration(text).document as Fields));

/** Formatting alone is no change: what says the same is left as it is. */
const printIfChanged = (text: string, before: Fields, after: Fields): string =>
  printDocument(before) === printDocument(after) ? text : printDocument(after);
