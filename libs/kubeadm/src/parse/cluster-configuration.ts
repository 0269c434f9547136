import { documentOf, readDocuments } from './documents.ts';
import { argumentsOf, mapping, texts, textsOf, type ParsedArgument, type Unknowns } from './fields.ts';

/** A kubeadm ClusterConfiguration as far as a cluster follows from it. */
export interface ParsedClusterConfiguration {
  readonly apiVersion: string;
  readonly clusterName?: string;
  readonly kubernetesVersion?: string;
  /** `host:port` */
  readonly controlPlaneEndpoint?: string;
  readonly certificatesDir?: string;
  readonly imageRepository?: string;
  readonly dnsDomain?: string;
  /** Comma-separated CIDR blocks. */
  readonly podSubnet?: string;
  readonly serviceSubnet?: string;
  readonly certSANs: readonly string[];
  readonly apiServerArguments: readonly ParsedArgument[];
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** Whether etcd runs elsewhere. */
  readonly externalEtcd: boolean;
  /** The whole document, for what is not listed above. */
  readonly document: Unknowns;
}

/**
 * Reads the ClusterConfiguration among the documents of a text, as in the ConfigMap `kubeadm-config`.
 * @throws KubeadmDocumentError when there is none
 */
export const parseClusterConfiguration = (text: string): ParsedClusterConfiguration =>
  readClusterConfiguration(documentOf(readDocuments(text), 'ClusterConfiguration'));

export function readClusterConfiguration(document: Unknowns): ParsedClusterConfiguration {
  const apiServer = mapping(document['apiServer']);
  const gates = Object.entries(mapping(document['featureGates']));
  return {
    apiVersion: String(document['apiVersion']),
    ...texts(document, 'clusterName', 'kubernetesVersion', 'controlPlaneEndpoint', 'certificatesDir', 'imageRepository'),
    ...texts(mapping(document['networking']), 'dnsDomain', 'podSubnet', 'serviceSubnet'),
    certSANs: textsOf(apiServer['certSANs']),
    apiServerArguments: argumentsOf(apiServer['extraArgs']),
    featureGates: Object.fromEntries(gates.map(([name, on]) => [name, on === true])),
    externalEtcd: mapping(document['etcd'])['external'] !== undefined,
    document,
  };
}
