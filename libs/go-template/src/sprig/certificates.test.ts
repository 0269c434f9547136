import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';

import { instant } from '@capi/seams';

import type { Surroundings } from '../surroundings.ts';
import { TemplateError } from '../template-error.ts';
import type { TemplateKeyKind } from '../template-keys.ts';
import { printed } from '../testing.ts';

const asked: TemplateKeyKind[] = [];

/** node:crypto, so that certificates are judged by another implementation; RSA keys are short, since making them takes long. */
const surroundings: Surroundings = {
  clock: { now: () => instant(1_795_219_200_000) },
  keys: {
    randomBytes: (length) => randomBytes(length),
    generate(kind) {
      asked.push(kind);
      return pem(kind);
    },
    publicKey: (key) => createPublicKey(key).export({ type: 'spki', format: 'der' }),
    sign: (key, bytes) => sign(createPrivateKey(key).asymmetricKeyType === 'ed25519' ? null : 'SHA256', bytes, key),
  },
};

function pem(kind: TemplateKeyKind): string {
  if (kind === 'ecdsa')
    return String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }));
  if (kind === 'ed25519') return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return String(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }));
}

/** The certificates and keys that a template prints, in their order. */
const blocks = (template: string): readonly string[] =>
  printed(template, surroundings).match(/-----BEGIN [\s\S]*?-----END .*-----\n/g) ?? [];
const certificates = (template: string): readonly X509Certificate[] => blocks(template).map((block) => new X509Certificate(block));

describe('certificates in templates', () => {
  test('an authority signs itself', () => {
    const [authority] = certificates('{{ (genCA "team-a" 365).Cert }}');
    expect(authority?.ca).toBe(true);
    expect(authority?.subject).toBe('CN=team-a');
    expect(authority?.validTo).toBe('Nov 21 00:00:00 2027 GMT');
    expect(authority?.verify(authority.publicKey)).toBe(true);
  });

  test.each(['ecdsa', 'ed25519'])('an authority takes a key of the kind %s', (kind) => {
    const [authority] = certificates(`{{ (genPrivateKey "${kind}" | genCAWithKey "team-a" 1).Cert }}`);
    expect(authority?.verify(authority.publicKey)).toBe(true);
  });

  test('an authority signs others', () => {
    const [authority, signed] = certificates(
      '{{ $ca := genCA "team-a" 365 }}{{ $ca.Cert }}{{ (genSignedCert "etcd" (list "10.0.0.1" "::1") (list "etcd.local") 30 $ca).Cert }}',
    );
    expect(authority !== undefined && signed?.checkIssued(authority)).toBe(true);
    expect(authority !== undefined && signed?.verify(authority.publicKey)).toBe(true);
    expect(signed?.ca).toBe(false);
    expect(signed?.subjectAltName).toBe('DNS:etcd.local, IP Address:10.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  });

  test('a certificate comes with its key', () => {
    const [certificate = '', key = ''] = blocks('{{ $c := genSelfSignedCert "web" nil nil 1 }}{{ $c.Cert }}{{ $c.Key }}');
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  test('a certificate is made for a key that is there', () => {
    const [certificate = '', key = ''] = blocks(
      '{{ $k := genPrivateKey "ecdsa" }}{{ (genSelfSignedCertWithKey "web" (list) (list "web") 1 $k).Cert }}{{ $k }}',
    );
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  test('an authority signs for a key that is there', () => {
    const [authority, signed] = certificates(
      '{{ $ca := genCA "a" 1 }}{{ $ca.Cert }}{{ (genSignedCertWithKey "web" nil nil 1 $ca (genPrivateKey "ecdsa")).Cert }}',
    );
    expect(authority !== undefined && signed?.verify(authority.publicKey)).toBe(true);
  });

  test('a certificate that is there signs as well', () => {
    const [authority, signed] = certificates(
      '{{ $ca := genCA "a" 1 }}{{ $own := buildCustomCert (b64enc $ca.Cert) (b64enc $ca.Key) }}{{ $own.Cert }}{{ (genSignedCert "web" nil nil 1 $own).Cert }}',
    );
    expect(authority !== undefined && signed?.checkIssued(authority)).toBe(true);
  });

  test('a private key is RSA with 4096 bits unless another kind is asked for', () => {
    asked.length = 0;
    printed('{{ $_ := genPrivateKey "" }}{{ $_ = genPrivateKey "rsa" }}{{ $_ = genPrivateKey "dsa" }}', surroundings);
    expect(asked).toEqual(['rsa-4096', 'rsa-4096', 'dsa']);
  });

  test('a private key of an unknown kind is told to be unknown', () => {
    expect(printed('{{ genPrivateKey "x" }}', surroundings)).toBe('Unknown type x');
  });

  test.each([
    { rule: 'an address must be one', template: '{{ genSelfSignedCert "a" (list "10.0.0.256") nil 1 }}' },
    { rule: 'an address is a text', template: '{{ genSelfSignedCert "a" (list 1) nil 1 }}' },
    { rule: 'a name is a text', template: '{{ genSelfSignedCert "a" nil (list 1) 1 }}' },
    { rule: 'a key must be one', template: '{{ genCAWithKey "a" 1 "x" }}' },
    { rule: 'a certificate must be one', template: '{{ buildCustomCert (b64enc "x") (b64enc "y") }}' },
    { rule: 'only an authority signs', template: '{{ genSignedCert "a" nil nil 1 (semver "1") }}' },
    { rule: 'a certificate has two fields', template: '{{ (genCA "a" 1).Secret }}' },
  ])('$rule', ({ template }) => expect(() => printed(template, surroundings)).toThrow(TemplateError));
});
