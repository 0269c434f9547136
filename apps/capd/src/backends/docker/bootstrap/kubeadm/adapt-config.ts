import { isMap, isScalar, isSeq, parseAllDocuments, Scalar, YAMLMap, type Document } from 'yaml';

import type { NodeFacts } from '../plan/bootstrap-plan.ts';

/** A file of kubeadm documents that is no YAML. The message names line and code, never the text, which holds tokens. */
export class KubeadmFileError extends Error {
  override readonly name = 'KubeadmFileError';
}

/**
 * Fits kubeadm's documents to a node that is a container: the runtime's socket, the kubelet's arguments, the provider ID, and a kube-proxy
 * that leaves the host's connection tracking alone. What the documents say already stays, unlike upstream, which replaces the kubelet's
 * arguments; and since the documents are edited rather than written anew, nothing in them gets lost.
 * @throws KubeadmFileError
 */
export function adaptKubeadmConfig(text: string, node: NodeFacts): string {
  // Every value is text here, and printed as it was: kubeadm reads numbers by other rules than this parser (0644, yes, 1_000).
  const documents = parseAllDocuments(text, { logLevel: 'silent', schema: 'failsafe' });
  // An empty text parses to an empty list of another type.
  if (!Array.isArray(documents)) return text;
  for (const { errors } of documents) {
    const [error] = errors;
    if (error !== undefined) throw new KubeadmFileError(`line ${error.linePos?.[0].line ?? 1}: not valid YAML (${error.code})`);
  }
  const kinds = documents.map(kindOf);
  if (!kinds.some((kind) => kind === 'InitConfiguration' || kind === 'JoinConfiguration' || kind === 'ClusterConfiguration')) return text;
  for (const [index, document] of documents.entries()) {
    if (kinds[index] === 'InitConfiguration' || kinds[index] === 'JoinConfiguration') registerNode(document, node);
    if (kinds[index] === 'KubeProxyConfiguration') spareConnectionTracking(document);
  }
  const printed = documents.filter(({ contents }) => !isScalar(contents) || filled(contents.value)).map(print);
  const forInit = kinds.includes('InitConfiguration') || kinds.includes('ClusterConfiguration');
  const kubeProxy = forInit && !kinds.includes('KubeProxyConfiguration') ? [kubeProxyDocument] : [];
  return [...printed, ...kubeProxy].map((document) => `---\n${document}`).join('');
}

/** kube-proxy cannot set the host's limits from inside a container, and ends when it is told to. */
const kubeProxyDocument = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
conntrack:
  maxPerCore: 0
`;

function spareConnectionTracking(document: Document): void {
  if (!mayHold(document.get('conntrack'))) return;
  if (!document.hasIn(['conntrack', 'maxPerCore'])) setIn(document, ['conntrack', 'maxPerCore'], '0');
}

function registerNode(document: Document, node: NodeFacts): void {
  if (!mayHold(document.get('nodeRegistration'))) return;
  if (!filled(document.getIn(['nodeRegistration', 'criSocket']))) {
    setIn(document, ['nodeRegistration', 'criSocket'], 'unix:///var/run/containerd/containerd.sock');
  }
  const asList = !usesMap(document);
  const given = document.getIn(['nodeRegistration', 'kubeletExtraArgs']);
  if (!isMap(given) && !isSeq(given)) setIn(document, ['nodeRegistration', 'kubeletExtraArgs'], document.createNode(asList ? [] : {}));
  const target = document.getIn(['nodeRegistration', 'kubeletExtraArgs']);
  for (const [name, value] of Object.entries(kubeletArguments(node))) {
    if (isMap(target) && !target.has(name)) target.set(name, inQuotes(value));
    if (isSeq(target) && !target.items.some((item) => isMap(item) && item.get('name') === name)) {
      target.add(document.createNode({ name, value: inQuotes(value) }));
    }
  }
}

/** kubeadm takes nothing but text for an argument. */
function inQuotes(value: string): Scalar {
  const scalar = new Scalar(value);
  scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

/** @see upstream v1.14.0 docker/internal/provisioning/cloudinit (arguments and values) */
function kubeletArguments({ mode, providerID }: NodeFacts): Readonly<Record<string, string>> {
  return {
    // Nodes share the disk of the host: how full it is says nothing about them.
    'image-gc-high-threshold': '100',
    'eviction-hard': 'nodefs.available<0%,nodefs.inodesFree<0%,imagefs.available<0%',
    'fail-swap-on': 'false',
    ...(mode === 'kind 0.19' ? {} : { 'cgroup-root': '/kubelet', 'runtime-cgroups': '/system.slice/containerd.service' }),
    'provider-id': providerID,
  };
}

/** Arguments are a map up to kubeadm's v1beta3 and a list since v1beta4. */
const usesMap = (document: Document): boolean => /\/v1(?:alpha\d+|beta[1-3])$/.test(textIn(document, 'apiVersion'));
const kindOf = (document: Document): string => textIn(document, 'kind');
/** Anything else is wrong, and kubeadm has the better words for it. */
const mayHold = (value: unknown): boolean => !filled(value) || isMap(value);
const filled = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && value !== 'null' && value !== '~';

function textIn(document: Document, key: string): string {
  if (!isMap(document.contents)) return '';
  const value = document.contents.get(key);
  return typeof value === 'string' ? value : '';
}

/** As `setIn`, but a parent that is there and empty (`nodeRegistration:`) is filled. */
function setIn(document: Document, path: readonly [string, ...string[]], value: unknown): void {
  for (let length = 1; length < path.length; length += 1) {
    const parent = path.slice(0, length);
    const found = document.getIn(parent, true);
    if (found !== undefined && isScalar(found) && !filled(found.value)) document.setIn(parent, new YAMLMap(document.schema));
  }
  document.setIn(path, value);
}

function print(document: Document): string {
  // The separators are ours, and long lines (keys, arguments) stay one line.
  if (document.directives !== undefined) document.directives.docStart = null;
  return document.toString({ lineWidth: 0 });
}
