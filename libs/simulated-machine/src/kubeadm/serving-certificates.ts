import { isIP } from 'node:net';

import { issueCertificate, type CertificateAndKey, type LeafOptions } from '@capi/certificates';
import { days, later, type Clock, type KeySource } from '@capi/seams';

import type { ServerIdentity } from '../network/machine-server.ts';
import { nthAddress } from '../objects/configuration.ts';
import { staticPodName } from '../objects/static-pods.ts';
import type { ControlPlaneFacts } from './run-init.ts';

/** Who a certificate is for. */
export interface Place {
  readonly node: string;
  readonly address: string;
}

/** Where keys and time come from. */
export interface Issuer {
  readonly clock: Clock;
  readonly keys: KeySource;
}

/** The certificate of an etcd member, for clients and for the other members. */
export async function issueEtcdIdentity(
  authority: CertificateAndKey,
  { node, address }: Place,
  issuer: Issuer,
  signal: AbortSignal,
): Promise<ServerIdentity> {
  const options = {
    commonName: node,
    usages: ['server', 'client'] as const,
    ...namesOf(['localhost', node, staticPodName('etcd', node), '127.0.0.1', address]),
  };
  return issue(authority, options, issuer, signal);
}

/**
 * The certificate of an API server, with the names and addresses that kubeadm gives it.
 * @param host where the cluster's port is
 */
export function issueApiIdentity(
  { authorities, configuration }: ControlPlaneFacts,
  { node, address }: Place,
  host: string,
  issuer: Issuer,
  signal: AbortSignal,
): Promise<ServerIdentity> {
  const networking = (configuration['networking'] ?? {}) as { readonly serviceSubnet?: string; readonly dnsDomain?: string };
  const asked = (configuration['apiServer'] as { readonly certSANs?: readonly string[] } | undefined)?.certSANs ?? [];
  const { controlPlaneEndpoint } = configuration;
  const endpoint = typeof controlPlaneEndpoint === 'string' ? controlPlaneEndpoint.replace(/:\d+$/, '') : host;
  const domain = networking.dnsDomain ?? 'cluster.local';
  const service = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', `kubernetes.default.svc.${domain}`];
  const serviceAddress = nthAddress(networking.serviceSubnet ?? '', 1);
  const names = [
    ...service,
    node,
    'localhost',
    '127.0.0.1',
    address,
    host,
    endpoint,
    ...asked,
    ...(serviceAddress === undefined ? [] : [serviceAddress]),
  ];
  return issue(authorities.cluster, { commonName: 'kube-apiserver', usages: ['server'], ...namesOf(names) }, issuer, signal);
}

const namesOf = (names: readonly string[]): Pick<LeafOptions, 'dnsNames' | 'ipAddresses'> => {
  const unique = [...new Set(names)];
  return { dnsNames: unique.filter((name) => isIP(name) === 0), ipAddresses: unique.filter((name) => isIP(name) !== 0) };
};

/** Keys are P-256: a simulated machine needs two certificates, and RSA keys would be most of what it costs. */
async function issue(
  authority: CertificateAndKey,
  options: Omit<LeafOptions, 'notAfter' | 'algorithm'>,
  { clock, keys }: Issuer,
  signal: AbortSignal,
): Promise<ServerIdentity> {
  const complete: LeafOptions = { ...options, notAfter: later(clock.now(), days(365)), algorithm: 'ECDSA-P256' };
  const { certificate, privateKey } = await issueCertificate(authority, complete, keys, signal);
  return { certificate, privateKey, clientAuthority: authority.certificate };
}
