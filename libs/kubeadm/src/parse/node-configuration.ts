import type { Taint } from '@capi/api';

import { readClusterConfiguration, type ParsedClusterConfiguration } from './cluster-configuration.ts';
import { documentOf, readDocuments } from './documents.ts';
import { argumentsOf, KubeadmDocumentError, mapping, numberOf, texts, textsOf, type ParsedArgument, type Unknowns } from './fields.ts';

/** How a node registers. */
export interface ParsedNodeRegistration {
  /** Absent means the host name; may be a jinja expression that cloud-init would have evaluated. */
  readonly name?: string;
  readonly criSocket?: string;
  /** Undefined asks for kubeadm's own taints, an empty list for none. */
  readonly taints: readonly Taint[] | undefined;
  readonly kubeletExtraArgs: readonly ParsedArgument[];
}

/** Where the node's own API server listens. */
export interface ParsedLocalEndpoint {
  readonly advertiseAddress?: string;
  readonly bindPort?: number;
}

/** What `kubeadm init` on a node goes by. */
export interface ParsedInit {
  readonly clusterConfiguration: ParsedClusterConfiguration;
  readonly nodeRegistration: ParsedNodeRegistration;
  readonly localAPIEndpoint: ParsedLocalEndpoint;
  /** Tokens that are made together with the cluster. */
  readonly bootstrapTokens: readonly { readonly token: string; readonly ttl?: string; readonly groups: readonly string[] }[];
  readonly skipPhases: readonly string[];
}

/** What `kubeadm join` on a node goes by. */
export interface ParsedJoin {
  readonly nodeRegistration: ParsedNodeRegistration;
  /** Present when the node joins the control plane. */
  readonly controlPlane?: ParsedLocalEndpoint;
  readonly caCertPath?: string;
  /** By token. One of this and `kubeConfigPath` is there. */
  readonly bootstrapToken?: {
    readonly token: string;
    /** `host:port` */
    readonly apiServerEndpoint: string;
    /** `sha256:…` of the authorities' public keys. */
    readonly caCertHashes: readonly string[];
    readonly unsafeSkipCAVerification: boolean;
  };
  /** By a kubeconfig file on the node. */
  readonly kubeConfigPath?: string;
  readonly skipPhases: readonly string[];
}

/**
 * Reads what `kubeadm init` is given, of v1beta2 to v1beta4.
 * @throws KubeadmDocumentError when a document is missing or cannot be read
 */
export function parseInitDocuments(text: string): ParsedInit {
  const documents = readDocuments(text);
  const init = documentOf(documents, 'InitConfiguration');
  const tokens = Array.isArray(init['bootstrapTokens']) ? init['bootstrapTokens'].map(mapping) : [];
  return {
    clusterConfiguration: readClusterConfiguration(documentOf(documents, 'ClusterConfiguration')),
    nodeRegistration: nodeRegistration(init),
    localAPIEndpoint: localEndpoint(init),
    bootstrapTokens: tokens.flatMap((token) => {
      const { token: text } = texts(token, 'token');
      return text === undefined ? [] : [{ token: text, ...texts(token, 'ttl'), groups: textsOf(token['groups']) }];
    }),
    skipPhases: textsOf(init['skipPhases']),
  };
}

/**
 * Reads what `kubeadm join` is given, of v1beta2 to v1beta4. As kubeadm, it wants a way to discover the cluster, and with a token
 * the endpoint and either a CA hash or the explicit wish to go without.
 * @throws KubeadmDocumentError when one of these is missing or the text cannot be read
 */
export function parseJoin(text: string): ParsedJoin {
  const join = documentOf(readDocuments(text), 'JoinConfiguration');
  const discovery = mapping(join['discovery']);
  const { kubeConfigPath } = texts(mapping(discovery['file']), 'kubeConfigPath');
  const bootstrapToken = discovery['bootstrapToken'] === undefined ? undefined : tokenDiscovery(mapping(discovery['bootstrapToken']));
  if (bootstrapToken === undefined && kubeConfigPath === undefined) {
    throw new KubeadmDocumentError('JoinConfiguration has no discovery: neither bootstrapToken nor file');
  }
  return {
    nodeRegistration: nodeRegistration(join),
    ...(join['controlPlane'] === undefined || join['controlPlane'] === null
      ? {}
      : { controlPlane: localEndpoint(mapping(join['controlPlane'])) }),
    ...texts(join, 'caCertPath'),
    ...(bootstrapToken === undefined ? {} : { bootstrapToken }),
    ...(kubeConfigPath === undefined ? {} : { kubeConfigPath }),
    skipPhases: textsOf(join['skipPhases']),
  };
}

function tokenDiscovery(discovery: Unknowns): NonNullable<ParsedJoin['bootstrapToken']> {
  const { token, apiServerEndpoint } = texts(discovery, 'token', 'apiServerEndpoint');
  const caCertHashes = textsOf(discovery['caCertHashes']);
  const unsafeSkipCAVerification = discovery['unsafeSkipCAVerification'] === true;
  const refuse = (why: string): never => {
    throw new KubeadmDocumentError(`JoinConfiguration discovery.bootstrapToken ${why}`);
  };
  if (token === undefined || !/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(token)) return refuse('has no valid token');
  if (apiServerEndpoint === undefined) return refuse('has no apiServerEndpoint');
  if (caCertHashes.length === 0 && !unsafeSkipCAVerification) return refuse('has no caCertHashes');
  return { token, apiServerEndpoint, caCertHashes, unsafeSkipCAVerification };
}

function nodeRegistration(document: Unknowns): ParsedNodeRegistration {
  const registration = mapping(document['nodeRegistration']);
  const taints = registration['taints'];
  return {
    ...texts(registration, 'name', 'criSocket'),
    taints: Array.isArray(taints) ? (taints as Taint[]) : undefined,
    kubeletExtraArgs: argumentsOf(registration['kubeletExtraArgs']),
  };
}

function localEndpoint(document: Unknowns): ParsedLocalEndpoint {
  const endpoint = mapping(document['localAPIEndpoint']);
  const bindPort = numberOf(endpoint['bindPort']);
  return { ...texts(endpoint, 'advertiseAddress'), ...(bindPort === undefined ? {} : { bindPort }) };
}
