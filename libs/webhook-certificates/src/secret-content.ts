import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

import type { Secret } from '@capi/api';
import { createAuthority, issueCertificate, parseCertificates, type ParsedCertificate } from '@capi/certificates';
import type { CertificatePair } from '@capi/controller-runtime';
import { later, minutes, redactFields, type DeepReadonly, type Duration, type Instant, type KeySource } from '@capi/seams';

import type { Authority, SeenSecret } from './observation.ts';

/** What the Secret says: the pair, and the authorities that vouch for it and for its predecessors. Prints without the key. */
export interface SecretContent extends CertificatePair {
  /** PEM. */
  readonly bundle: string;
}

const redacted = (content: SecretContent): SecretContent => redactFields(content, 'key');

/** Reads the texts of a Secret in cert-manager's form; what is missing is empty. */
export function readContent(secret: DeepReadonly<Secret>): SecretContent {
  const text = (name: string): string => Buffer.from(secret.data?.[name] ?? '', 'base64').toString('utf8');
  return redacted({ cert: text('tls.crt'), key: text('tls.key'), bundle: text('ca.crt') });
}

/** The `data` of the Secret. */
export function renderContent({ cert, key, bundle }: SecretContent): Record<string, string> {
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  return { 'ca.crt': encode(bundle), 'tls.crt': encode(cert), 'tls.key': encode(key) };
}

/**
 * Looks at what a Secret holds as somebody may have left it.
 * @param names DNS names and addresses that its certificate should be good for
 */
export function seeContent({ cert, key, bundle }: SecretContent, names: readonly string[]): SeenSecret {
  const authorities = parsed(bundle);
  const seen = authorities.map(authorityOf);
  const broken = (why: string): SeenSecret => ({ pair: { broken: why }, bundle: seen });
  if (authorities.length === 0) return broken('ca.crt holds no certificate');
  const [leaf] = parsed(cert);
  if (leaf === undefined) return broken('tls.crt holds no certificate');
  if (!keyMatches(leaf, key)) return broken('tls.key is not the key of tls.crt');
  const voucher = authorities.find((authority) => vouches(authority, leaf));
  if (voucher === undefined) return broken('no certificate of ca.crt vouches for tls.crt');
  const certificate = new X509Certificate(leaf.pem);
  const lacks = names.filter((name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) === undefined);
  return { pair: { from: leaf.notBefore, until: leaf.notAfter, lacks, authority: authorityOf(voucher) }, bundle: seen };
}

const authorityOf = ({ pem, notAfter }: ParsedCertificate): Authority => ({ pem, until: notAfter });

/** Certificates of a text that somebody may have damaged; none when it cannot be read. */
function parsed(pem: string): readonly ParsedCertificate[] {
  try {
    return parseCertificates(pem);
  } catch {
    return [];
  }
}

function keyMatches({ pem }: ParsedCertificate, key: string): boolean {
  try {
    return new X509Certificate(pem).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** A certificate in its own bundle for itself: cert-manager's self-signed issuer makes such. */
function vouches(authority: ParsedCertificate, leaf: ParsedCertificate): boolean {
  if (authority.pem === leaf.pem) return true;
  try {
    return new X509Certificate(leaf.pem).verify(new X509Certificate(authority.pem).publicKey);
  } catch {
    return false;
  }
}

export interface IssueOptions {
  readonly now: Instant;
  readonly validFor: Duration;
  readonly names: readonly string[];
  /** Authorities that stay trusted. */
  readonly beside: readonly Authority[];
  readonly keys: KeySource;
}

/** Clocks of API servers may be behind ours by so much. */
const backdating = minutes(-60);

/**
 * Makes a certificate and an authority for it alone. The authority's key is thrown away: who reads the Secret can be this server, and
 * can make no certificate for another.
 */
export async function issueContent({ now, validFor, names, beside, keys }: IssueOptions, signal: AbortSignal): Promise<SecretContent> {
  const algorithm = 'ECDSA-P256' as const;
  const [commonName = ''] = names;
  const from = later(now, backdating);
  const authority = await createAuthority({ now: from, commonName: `${commonName} authority`, algorithm, validFor }, keys, signal);
  const leaf = await issueCertificate(
    authority,
    {
      commonName,
      organizations: ['k8s-sig-cluster-lifecycle'],
      usages: ['server'],
      dnsNames: names.filter((name) => isIP(name) === 0),
      ipAddresses: names.filter((name) => isIP(name) !== 0),
      notBefore: from,
      notAfter: later(from, validFor),
      algorithm,
    },
    keys,
    signal,
  );
  const bundle = [authority.certificate, ...beside.map(({ pem }) => pem)].map((pem) => pem.trimEnd()).join('\n');
  return redacted({ cert: leaf.certificate, key: leaf.privateKey, bundle: `${bundle}\n` });
}
