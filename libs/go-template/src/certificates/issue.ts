import { days, later, type Instant } from '@capi/seams';
import { sha1 } from '@noble/hashes/legacy.js';

import { bytesOf } from '../bytes.ts';
import { RefusedByFunction } from '../template-error.ts';
import type { TemplateKeys } from '../template-keys.ts';
import { bits, boolean, children, nothing, octets, oid, sequence, setOf, tagged, text, time, unsigned, type Der } from './der.ts';
import { parsePem, renderPem } from './pem.ts';

/** What a certificate says. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly addresses: readonly Uint8Array[];
  readonly dnsNames: readonly string[];
  readonly days: number;
  /** Whether it may sign others. */
  readonly isAuthority: boolean;
}

/** A certificate with its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate for `key`, signed by `issuer` or, without one, by itself. */
export function issue(keys: TemplateKeys, now: Instant, request: CertificateRequest, key: string, issuer?: Certificate): Certificate {
  const subject = nameOf(request.commonName);
  const publicKey = keyOf(keys, key);
  const signer = issuer?.key ?? key;
  const algorithm = signatureAlgorithm(issuer === undefined ? publicKey : keyOf(keys, signer));
  const body = sequence(
    tagged(0, unsigned(Uint8Array.of(2))),
    unsigned(keys.randomBytes(16)),
    algorithm,
    issuer === undefined ? subject : subjectOf(issuer.certificate),
    sequence(time(now), time(later(now, days(request.days)))),
    subject,
    publicKey,
    tagged(3, sequence(...extensions(request, publicKey))),
  );
  const bytes = sequence(body, algorithm, bits(keys.sign(signer, body)));
  return { certificate: renderPem({ label: 'CERTIFICATE', bytes }), key };
}

const nameOf = (commonName: string): Der => (commonName === '' ? sequence() : sequence(setOf(sequence(oid('2.5.4.3'), text(commonName)))));

function keyOf(keys: TemplateKeys, key: string): Der {
  try {
    return keys.publicKey(key);
  } catch {
    // The reason could show a part of the key.
    throw new RefusedByFunction('there is no private key that can be used');
  }
}

const signatures: readonly (readonly [key: Der, signature: Der])[] = [
  [oid('1.2.840.113549.1.1.1'), sequence(oid('1.2.840.113549.1.1.11'), nothing())],
  [oid('1.2.840.10045.2.1'), sequence(oid('1.2.840.10045.4.3.2'))],
  [oid('1.3.101.112'), sequence(oid('1.3.101.112'))],
];

/** How a key signs, by the algorithm that its public half names. */
function signatureAlgorithm(publicKey: Der): Der {
  const [algorithm = new Uint8Array()] = children(children(publicKey)?.[0] ?? new Uint8Array()) ?? [];
  const found = signatures.find(([key]) => isSame(key, algorithm));
  if (found === undefined) throw new RefusedByFunction('only RSA, ECDSA and Ed25519 keys can sign certificates');
  return found[1];
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** The parts of a certificate before its signature; refuses what is none. */
export function certificateBody(certificate: string): readonly Der[] {
  const block = parsePem(certificate);
  const [body] = block?.label === 'CERTIFICATE' ? (children(block.bytes) ?? []) : [];
  const parts = body === undefined ? undefined : children(body);
  if (parts === undefined || parts.length < 6) throw new RefusedByFunction('unable to decode certificate');
  return parts;
}

/** Of the parts the first is the version, where there is one. */
function subjectOf(certificate: string): Der {
  const parts = certificateBody(certificate);
  return parts[parts[0]?.[0] === 0xa0 ? 5 : 4] ?? sequence();
}

const extension = (id: string, critical: boolean, value: Der): Der =>
  critical ? sequence(oid(id), boolean(true), octets(value)) : sequence(oid(id), octets(value));

function extensions({ addresses, dnsNames, isAuthority }: CertificateRequest, publicKey: Der): readonly Der[] {
  // Signatures and key encipherment, and for an authority signatures under certificates.
  const usage = isAuthority ? bits(Uint8Array.of(0b1010_0100), 2) : bits(Uint8Array.of(0b1010_0000), 5);
  const names = [
    ...dnsNames.map((name) => tagged(2, bytesOf(name), 'primitive')),
    ...addresses.map((address) => tagged(7, address, 'primitive')),
  ];
  return [
    extension('2.5.29.15', true, usage),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'))),
    extension('2.5.29.19', true, isAuthority ? sequence(boolean(true)) : sequence()),
    ...(isAuthority ? [extension('2.5.29.14', false, octets(sha1(publicKey)))] : []),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', false, sequence(...names))]),
  ];
}
