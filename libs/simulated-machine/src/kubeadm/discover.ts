import { request as httpsRequest, type RequestOptions } from 'node:https';

import { discoveryHashes, parseKubeconfig, type Kubeconfig } from '@capi/certificates';
import type { ParsedJoin } from '@capi/kubeadm';
import { seconds, within, type Clock } from '@capi/seams';

import { bootDelay, bootFailure } from '../boot/boot-failure.ts';
import type { Disk } from '../boot/read-boot-document.ts';

/** The cluster that a machine found, and how it may talk to it. */
export interface DiscoveredCluster {
  /** PEM, verified against what the document pins. */
  readonly authority: string;
  /** Text of the ClusterConfiguration in the cluster. */
  readonly clusterConfiguration: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Finds the cluster that a JoinConfiguration names, as kubeadm does: reads `cluster-info` without trusting anyone, checks the
 * authority in it against the pinned hashes, and proves itself with the token over a connection that this authority vouches for.
 * @throws OperationError that names the step: transient when the API server does not answer, terminal when it answers wrongly
 */
export async function discoverCluster(
  join: ParsedJoin,
  machine: { readonly name: string; readonly disk: Disk },
  clock: Clock,
  signal: AbortSignal,
): Promise<DiscoveredCluster> {
  const step = (name: string) => `kubeadm join: ${name}`;
  const ask = async (name: string, base: string, path: string, options: RequestOptions): Promise<Answer> => {
    try {
      return await within(seconds(10), clock, signal, (limited) => get(`${base}${path}`, options, limited));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const why = error instanceof Error ? error.message : String(error);
      if (isUntrusted(error)) throw bootFailure(machine.name, step(name), `the API server's certificate is not trusted: ${why}`, error);
      throw bootDelay(machine.name, step(name), `the API server at ${base} does not answer: ${why}`, error);
    }
  };
  const fail = (name: string, why: string): never => {
    throw bootFailure(machine.name, step(name), why);
  };

  const access = join.bootstrapToken === undefined ? readDiscoveryFile() : await discoverByToken(join.bootstrapToken);
  const { status, body } = await ask('TLS bootstrap', access.server, '/api/v1/namespaces/kube-system/configmaps/kubeadm-config', {
    ca: access.certificateAuthority,
    cert: access.clientCertificate,
    key: access.clientKey,
    headers: access.token === undefined ? {} : { authorization: `Bearer ${access.token}` },
  });
  if (status === 401) return fail('TLS bootstrap', 'the API server does not accept the token: it is wrong, gone or expired');
  if (status === 403) return fail('TLS bootstrap', 'the token may not read the configuration of the cluster');
  const configuration = (JSON.parse(body) as { data?: { ClusterConfiguration?: string } }).data?.ClusterConfiguration;
  if (status !== 200 || configuration === undefined) {
    throw bootDelay(machine.name, step('read kubeadm-config'), `the API server answers with HTTP status ${status}`);
  }
  return { authority: access.certificateAuthority ?? '', clusterConfiguration: configuration };

  function readDiscoveryFile(): Kubeconfig {
    const path = join.kubeConfigPath ?? '';
    const text = machine.disk.get(path);
    if (text === undefined) return fail('discovery', `there is no file ${path}`);
    try {
      return parseKubeconfig(text);
    } catch (error) {
      return fail('discovery', `${path} is not a kubeconfig: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function discoverByToken(discovery: NonNullable<ParsedJoin['bootstrapToken']>): Promise<Kubeconfig> {
    const server = `https://${discovery.apiServerEndpoint}`;
    const answer = await ask('discovery', server, '/api/v1/namespaces/kube-public/configmaps/cluster-info', { rejectUnauthorized: false });
    if (answer.status !== 200) {
      throw bootDelay(machine.name, step('discovery'), `ConfigMap kube-public/cluster-info: HTTP status ${answer.status}`);
    }
    const info = parseKubeconfigLoosely((JSON.parse(answer.body) as { data?: { kubeconfig?: string } }).data?.kubeconfig ?? '');
    if (info === undefined) return fail('discovery', 'ConfigMap kube-public/cluster-info holds no authority');
    const pinned = new Set(discovery.caCertHashes);
    if (!discovery.unsafeSkipCAVerification && !discoveryHashes(info).some((hash) => pinned.has(hash))) {
      return fail('discovery', "the cluster's authority has none of the pinned hashes (caCertHashes)");
    }
    return { server, certificateAuthority: info, clusterName: '', userName: '', contextName: '', token: discovery.token };
  }
}

/** The authority in `cluster-info`, whose kubeconfig has no user and no current context. */
const parseKubeconfigLoosely = (text: string): string | undefined => {
  const encoded = /certificate-authority-data:\s*([A-Za-z0-9+/=]+)/.exec(text)?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
};

const untrusted = /^(UNABLE_TO_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_ALTNAME|ERR_OSSL|ERR_SSL)/;
const isUntrusted = (error: unknown): boolean => untrusted.test((error as NodeJS.ErrnoException).code ?? '');

function get(url: string, options: RequestOptions, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = httpsRequest(url, { ...options, agent: false, signal }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
  });
  request.on('error', reject);
  request.end();
  return promise;
}
