import { parseInstant, type Instant } from '@capi/seams';

import { parsePem, renderPem } from '../pem.ts';
import { children, content, decode, dottedOid, encode, hasFourDigitYear, isTagged, type Der } from './der.ts';
import { objectIdentifiers as oids } from './object-identifiers.ts';

/** What a certificate says, as far as Cluster API asks. */
export interface ParsedCertificate {
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly issuerCommonName: string;
  /** Serial number in lower-case hexadecimal, without leading zeros; `0` for zero. */
  readonly serial: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly isAuthority: boolean;
  readonly dnsNames: readonly string[];
  /** As text: `10.0.0.1`, `fd00:0:0:0:0:0:0:1` (not shortened). */
  readonly ipAddresses: readonly string[];
  readonly usages: readonly ('client' | 'server')[];
  /** This certificate alone, as PEM. */
  readonly pem: string;
  readonly der: Uint8Array;
  /** The subject's distinguished name, DER. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Absent when the certificate carries none. */
  readonly subjectKeyIdentifier: Uint8Array | undefined;
}

/** Every certificate of a PEM bundle, in order. Throws a plain Error that says which block cannot be read. */
export const parseCertificates = (pem: string): readonly ParsedCertificate[] =>
  parsePem(pem)
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ bytes }, index) => {
      try {
        return parseDer(bytes);
      } catch (cause) {
        throw new Error(`certificate ${index + 1} is not valid X.509`, { cause });
      }
    });

/** The first certificate of a PEM text. Throws when there is none: a text without certificates is somebody's mistake. */
export function parseCertificate(pem: string): ParsedCertificate {
  const [first] = parseCertificates(pem);
  if (first === undefined) throw new Error('the text holds no PEM certificate');
  return first;
}

/** When the first certificate of a bundle ends, which is when the bundle stops working. Undefined when there is none; throws when one cannot be read. */
export function expiryOf(pem: string): Instant | undefined {
  const ends = parseCertificates(pem).map(({ notAfter }) => notAfter);
  return ends.toSorted((a, b) => a - b)[0];
}

function parseDer(der: Uint8Array): ParsedCertificate {
  const [body] = children(decode(der));
  const parts = children(body).filter((part) => !isTagged(part, 0));
  const [serial, , issuer, validity, subject, publicKey] = parts;
  const extensions = readExtensions(parts.find((part) => isTagged(part, 3)));
  if (subject === undefined || publicKey === undefined) throw new Error('fields are missing');
  const [notBefore, notAfter] = children(validity).map(readTime);
  if (notBefore === undefined || notAfter === undefined) throw new Error('the validity is not a pair of times');
  const names = alternativeNames(extensions.get(oids.subjectAltName));
  const keyIdentifier = extensions.get(oids.subjectKeyIdentifier);
  return {
    commonName: nameParts(subject, oids.commonName)[0] ?? '',
    organizations: nameParts(subject, oids.organization),
    issuerCommonName: nameParts(issuer, oids.commonName)[0] ?? '',
    serial: Buffer.from(content(serial))
      .toString('hex')
      .replace(/^0+(?=.)/, ''),
    notBefore,
    notAfter,
    isAuthority: content(children(extensions.get(oids.basicConstraints))[0])[0] === 0xff,
    ...names,
    usages: children(extensions.get(oids.extendedKeyUsage)).flatMap((usage) => usagesByOid[dottedOid(usage)] ?? []),
    pem: renderPem('CERTIFICATE', der),
    der,
    subject: encode(subject),
    publicKey: encode(publicKey),
    subjectKeyIdentifier: keyIdentifier === undefined ? undefined : content(keyIdentifier),
  };
}

const usagesByOid: Readonly<Record<string, 'client' | 'server'>> = { [oids.clientAuth]: 'client', [oids.serverAuth]: 'server' };

function readExtensions(wrapper: Der | undefined): ReadonlyMap<string, Der> {
  return new Map(
    children(children(wrapper)[0]).map((extension) => {
      const [id, ...rest] = children(extension);
      return [dottedOid(id), decode(content(rest.at(-1)))];
    }),
  );
}

function nameParts(name: Der | undefined, wanted: string): readonly string[] {
  return children(name)
    .flatMap(children)
    .map(children)
    .filter(([id]) => dottedOid(id) === wanted)
    .map(([, value]) => Buffer.from(content(value)).toString('utf8'));
}

function readTime(node: Der): Instant {
  const digits = Buffer.from(content(node)).toString('latin1');
  // Two-digit years from 50 on are in the twentieth century (RFC 5280, 4.1.2.5.1).
  const full = hasFourDigitYear(node) ? digits : `${Number(digits.slice(0, 2)) >= 50 ? '19' : '20'}${digits}`;
  const moment = parseInstant(full.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (moment === undefined) throw new Error(`${digits} is not a time`);
  return moment;
}

function alternativeNames(node: Der | undefined): Pick<ParsedCertificate, 'dnsNames' | 'ipAddresses'> {
  const names = children(node);
  return {
    dnsNames: names.filter((name) => isTagged(name, 2)).map((name) => Buffer.from(content(name)).toString('latin1')),
    ipAddresses: names.filter((name) => isTagged(name, 7)).map((name) => printAddress(content(name))),
  };
}

function printAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: bytes.length / 2 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  return groups.map((group) => group.toString(16)).join(':');
}
