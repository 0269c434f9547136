import type { Digest, Instant, KeySource } from '@capi/seams';

import { parsePem, renderPem } from '../pem.ts';
import { parseAddress } from './address.ts';
import {
  bits,
  boolean,
  children,
  content,
  decode,
  dottedOid,
  encode,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  tagged,
  text,
  time,
  unsigned,
} from './der.ts';
import type { Der } from './der.ts';
import { sha256 } from './node-forge-parts.ts';
import { objectIdentifiers as oids } from './object-identifiers.ts';

/** The parts of a certificate that its issuer decides. */
export interface CertificateBody {
  readonly serial: Uint8Array;
  readonly subject: Der;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
  readonly extensions: readonly Der[];
}

/** Who signs: a name, the public key that tells the algorithm, and the private key. */
export interface Issuer {
  readonly name: Der;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly privateKey: string;
}

/** Signs a version 3 certificate and answers it as PEM. */
export async function signCertificate(body: CertificateBody, issuer: Issuer, keys: KeySource, signal: AbortSignal): Promise<string> {
  const { digest, algorithm } = signatureFor(issuer.publicKey);
  const toSign = sequence(
    tagged(0, [unsigned(Uint8Array.of(2))]),
    unsigned(body.serial),
    algorithm,
    issuer.name,
    sequence(time(body.notBefore), time(body.notAfter)),
    body.subject,
    decode(publicKeyBytes(body.publicKey)),
    tagged(3, [sequence(...body.extensions)]),
  );
  const signature = await keys.sign(issuer.privateKey, digest, encode(toSign), signal);
  return renderPem('CERTIFICATE', encode(sequence(toSign, algorithm, bits(signature))));
}

/** SubjectPublicKeyInfo as DER. Throws when the PEM is not a public key. */
export function publicKeyBytes(pem: string): Uint8Array {
  const block = parsePem(pem).find(({ label }) => label === 'PUBLIC KEY');
  if (block === undefined) throw new Error('the text holds no PEM public key');
  return block.bytes;
}

/** A distinguished name: organizations first, then the common name, as kubeadm writes them. */
export const distinguishedName = (commonName: string, organizations: readonly string[] = []): Der =>
  sequence(
    ...organizations.map((name) => setOf(sequence(oid(oids.organization), text(name)))),
    setOf(sequence(oid(oids.commonName), text(commonName))),
  );

/** Names a key by the first 160 bits of the SHA-256 of its bits (RFC 7093, method 1). */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  const [, key] = children(decode(publicKey));
  return digestOf(content(key).subarray(1)).subarray(0, 20);
}

/** SHA-256 of some bytes. */
export function digestOf(bytes: Uint8Array): Uint8Array {
  const hash = sha256.create().update(Buffer.from(bytes).toString('latin1'));
  return Buffer.from(hash.digest().toHex(), 'hex');
}

const extension = (id: string, critical: boolean, value: Der): Der =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(encode(value)));

/** An authority that may sign leaf certificates but no further authorities. */
export const authorityConstraint = (): Der => extension(oids.basicConstraints, true, sequence(boolean(true), unsigned(Uint8Array.of(0))));
export const leafConstraint = (): Der => extension(oids.basicConstraints, true, sequence());
/** digitalSignature and keyEncipherment; with `signsCertificates` also keyCertSign. */
export const keyUsage = (signsCertificates: boolean): Der =>
  extension(oids.keyUsage, true, signsCertificates ? bits(Uint8Array.of(0b1010_0100), 2) : bits(Uint8Array.of(0b1010_0000), 5));
export const extendedKeyUsage = (usages: readonly ('client' | 'server')[]): Der =>
  extension(oids.extendedKeyUsage, false, sequence(...usages.map((usage) => oid(usage === 'client' ? oids.clientAuth : oids.serverAuth))));
export const ownKeyIdentifier = (identifier: Uint8Array): Der => extension(oids.subjectKeyIdentifier, false, octets(identifier));
export const issuerKeyIdentifier = (identifier: Uint8Array): Der =>
  extension(oids.authorityKeyIdentifier, false, sequence(tagged(0, identifier)));
/** Throws when an address is not an IP address. */
export const subjectAltName = (dnsNames: readonly string[], ipAddresses: readonly string[]): Der =>
  extension(
    oids.subjectAltName,
    false,
    sequence(
      ...dnsNames.map((name) => tagged(2, Buffer.from(name, 'latin1'))),
      ...ipAddresses.map((address) => {
        const bytes = parseAddress(address);
        if (bytes === undefined) throw new Error(`${address} is not an IP address`);
        return tagged(7, bytes);
      }),
    ),
  );

function signatureFor(publicKey: Uint8Array): { digest: Digest; algorithm: Der } {
  const [id, curve] = children(children(decode(publicKey))[0]);
  if (dottedOid(id) === oids.rsaEncryption) return { digest: 'SHA256', algorithm: sequence(oid(oids.sha256WithRsa), nothing()) };
  if (dottedOid(id) !== oids.ecPublicKey) throw new Error(`keys of type ${dottedOid(id)} are not supported; use RSA or ECDSA`);
  return dottedOid(curve) === oids.curveP384
    ? { digest: 'SHA384', algorithm: sequence(oid(oids.ecdsaWithSha384)) }
    : { digest: 'SHA256', algorithm: sequence(oid(oids.ecdsaWithSha256)) };
}
