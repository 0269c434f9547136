import { addressBytes } from '../certificates/address.ts';
import { certificateBody, issue, type Certificate, type CertificateRequest } from '../certificates/issue.ts';
import { unwrapPem } from '../certificates/pem.ts';
import { heavy, impure, type Functions, type TemplateFunction } from '../function.ts';
import { required, type Surroundings } from '../surroundings.ts';
import { RefusedByFunction } from '../template-error.ts';
import type { TemplateKeyKind } from '../template-keys.ts';
import type { GoObject, Value } from '../value.ts';

interface CertificateObject extends GoObject {
  readonly certificate: Certificate;
}

/** A certificate as a value: `.Cert` and `.Key`. */
const asObject = (certificate: Certificate): CertificateObject => ({
  kind: 'object',
  type: 'sprig.certificate',
  text: `{${certificate.certificate} ${certificate.key}}`,
  certificate,
  member(name) {
    if (name === 'Cert') return certificate.certificate;
    if (name === 'Key') return certificate.key;
    throw new RefusedByFunction(`can't evaluate field ${name} in type sprig.certificate`);
  },
});

const isCertificate = (value: GoObject): value is CertificateObject => value.type === 'sprig.certificate';

function authorityOf(value: GoObject): Certificate {
  if (isCertificate(value)) return value.certificate;
  throw new RefusedByFunction('expected sprig.certificate');
}

function textsOf(values: readonly Value[], what: string): readonly string[] {
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw new RefusedByFunction(`error parsing ${what}: not a string`);
  });
}

const addressesOf = (values: readonly Value[]): readonly Uint8Array[] =>
  textsOf(values, 'ip').map((text) => {
    const bytes = addressBytes(text);
    if (bytes === undefined) throw new RefusedByFunction(`error parsing ip: ${text}`);
    return bytes;
  });

const made = (surroundings: Surroundings, request: CertificateRequest, key?: string, issuer?: Certificate): Value => {
  const keys = required(surroundings, 'keys');
  const now = required(surroundings, 'clock').now();
  return asObject(issue(keys, now, request, key ?? keys.generate('rsa-2048'), issuer));
};

const authority = (commonName: string, days: number): CertificateRequest => ({
  commonName,
  addresses: [],
  dnsNames: [],
  days,
  isAuthority: true,
});

const leaf = (commonName: string, addresses: readonly Value[], dnsNames: readonly Value[], days: number): CertificateRequest => ({
  commonName,
  addresses: addressesOf(addresses),
  dnsNames: textsOf(dnsNames, 'DNS name'),
  days,
  isAuthority: false,
});

const kinds: Readonly<Record<string, TemplateKeyKind>> = {
  '': 'rsa-4096',
  rsa: 'rsa-4096',
  dsa: 'dsa',
  ecdsa: 'ecdsa',
  ed25519: 'ed25519',
};

const genPrivateKey: TemplateFunction = impure(['string'], (surroundings, name) => {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  return kind === undefined ? `Unknown type ${name}` : required(surroundings, 'keys').generate(kind);
});

/** Puts a certificate and a key that exist together, both in base64 around PEM. */
const buildCustomCert = impure(['string', 'string'], (surroundings, certificate, key) => {
  const pair = { certificate: unwrapPem(certificate), key: unwrapPem(key) };
  certificateBody(pair.certificate);
  try {
    required(surroundings, 'keys').publicKey(pair.key);
  } catch (error) {
    throw error instanceof RefusedByFunction ? error : new RefusedByFunction('error parsing private key');
  }
  return asObject(pair);
});

/** Keys and certificates: new ones whenever a template is rendered. */
export const certificates: Functions = Object.fromEntries(
  Object.entries({
    genPrivateKey,
    buildCustomCert,
    genCA: impure(['string', 'int'], (surroundings, name, days) => made(surroundings, authority(name, days))),
    genCAWithKey: impure(['string', 'int', 'string'], (surroundings, name, days, key) => made(surroundings, authority(name, days), key)),
    genSelfSignedCert: impure(['string', 'list', 'list', 'int'], (surroundings, ...names) => made(surroundings, leaf(...names))),
    genSelfSignedCertWithKey: impure(['string', 'list', 'list', 'int', 'string'], (surroundings, name, addresses, dnsNames, days, key) =>
      made(surroundings, leaf(name, addresses, dnsNames, days), key),
    ),
    genSignedCert: impure(['string', 'list', 'list', 'int', 'object'], (surroundings, name, addresses, dnsNames, days, issuer) =>
      made(surroundings, leaf(name, addresses, dnsNames, days), undefined, authorityOf(issuer)),
    ),
    genSignedCertWithKey: impure(
      ['string', 'list', 'list', 'int', 'object', 'string'],
      (surroundings, name, addresses, dnsNames, days, issuer, key) =>
        made(surroundings, leaf(name, addresses, dnsNames, days), key, authorityOf(issuer)),
    ),
  }).map(([name, each]) => [name, heavy(each)]),
);
