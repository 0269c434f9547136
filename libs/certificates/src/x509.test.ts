import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';

import { days, instant, keyPair, later, milliseconds, minutes, type KeyAlgorithm, type KeySource } from '@capi/seams';

import { createAuthority } from './authority.ts';
import { generateClusterCertificates } from './cluster/generate.ts';
import { discoveryHashes } from './discovery-hash.ts';
import { createAdminKubeconfig, needsRotation } from './kubeconfig/admin.ts';
import { parseKubeconfig, renderKubeconfig } from './kubeconfig/kubeconfig.ts';
import { issueCertificate } from './leaf.ts';
import { parseCertificate } from './x509/parse.ts';

const now = instant(1_795_255_200_000);
const { signal } = new AbortController();

/** node:crypto itself, so that certificates are judged by another implementation. */
const keys: KeySource = {
  generate: async (algorithm) => {
    const encoding = { publicKeyEncoding: { type: 'spki', format: 'pem' } } as const;
    const pair = algorithm.startsWith('RSA')
      ? generateKeyPairSync('rsa', { modulusLength: 2048, ...encoding, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } })
      : generateKeyPairSync('ec', {
          namedCurve: algorithm.replace('ECDSA-P', 'P-'),
          ...encoding,
          privateKeyEncoding: { type: 'sec1', format: 'pem' },
        });
    return keyPair(pair.publicKey, pair.privateKey);
  },
  sign: async (privateKey, digest, bytes) => sign(digest, bytes, createPrivateKey(privateKey)),
  randomBytes: (length) => randomBytes(length),
};

describe.each<KeyAlgorithm>(['RSA-2048', 'ECDSA-P256', 'ECDSA-P384'])('certificates with %s keys', (algorithm) => {
  test('are accepted by another implementation, from authority to leaf', async () => {
    const authority = await createAuthority({ now, algorithm }, keys, signal);
    const leaf = await issueCertificate(
      authority,
      {
        commonName: 'kube-apiserver',
        organizations: ['a', 'b'],
        usages: ['client', 'server'],
        dnsNames: ['kubernetes.default'],
        ipAddresses: ['10.0.0.1', 'fd00::ff', '::ffff:1.2.3.4'],
        notAfter: later(now, days(365)),
        algorithm,
      },
      keys,
      signal,
    );
    const ca = new X509Certificate(authority.certificate);
    const certificate = new X509Certificate(leaf.certificate);
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(ca.ca).toBe(true);
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.checkIssued(ca)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkHost('kubernetes.default')).toBe('kubernetes.default');
    expect(['10.0.0.1', 'fd00::ff', '::ffff:1.2.3.4'].map((ip) => certificate.checkIP(ip))).not.toContain(undefined);
    expect(certificate.checkPrivateKey(createPrivateKey(leaf.privateKey))).toBe(true);
    expect(parseCertificate(leaf.certificate)).toMatchObject({
      commonName: 'kube-apiserver',
      organizations: ['a', 'b'],
      issuerCommonName: 'kubernetes',
      isAuthority: false,
      dnsNames: ['kubernetes.default'],
      usages: ['client', 'server'],
    });
  });
});

describe('authority', () => {
  test('is backdated by five minutes, has serial 0 and lasts ten years', async () => {
    const { certificate } = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
    expect(parseCertificate(certificate)).toMatchObject({
      commonName: 'kubernetes',
      serial: '0',
      isAuthority: true,
      notBefore: later(now, minutes(-5)),
      notAfter: later(now, days(3650)),
    });
  });

  test('may outlast the year 2050', async () => {
    const { certificate } = await createAuthority({ now, algorithm: 'ECDSA-P256', validFor: days(36_500) }, keys, signal);
    expect(parseCertificate(certificate).notAfter).toBe(later(now, days(36_500)));
  });

  test('is known by the hash of its public key', async () => {
    const { certificate } = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
    const der = createPublicKey(certificate).export({ type: 'spki', format: 'der' });
    expect(discoveryHashes(certificate + certificate)).toEqual(
      Array.from({ length: 2 }, () => `sha256:${createHash('sha256').update(der).digest('hex')}`),
    );
  });
});

describe('certificates of a cluster', () => {
  test('are three authorities and a key pair, whose private keys do not print', async () => {
    const made = await generateClusterCertificates({ now, algorithm: 'ECDSA-P256' }, keys, signal);
    expect([...made.keys()]).toEqual(['ca', 'etcd', 'proxy', 'sa']);
    expect(made.get('sa')?.certificate).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(made.get('ca')?.privateKey).toMatch(/^-----BEGIN EC PRIVATE KEY-----/);
    for (const printed of [inspect(made, { depth: 9 }), JSON.stringify([...made])]) {
      expect(printed).not.toContain('PRIVATE');
      expect(printed).toContain('[redacted]');
    }
  });
});

describe('kubeconfig of an administrator', () => {
  const make = async (): Promise<ReturnType<typeof parseKubeconfig>> => {
    const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
    const second = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
    const bundle = { certificate: authority.certificate + second.certificate, privateKey: authority.privateKey };
    const config = await createAdminKubeconfig(
      { cluster: 'demo', server: 'https://a:6443', authority: bundle, now, algorithm: 'ECDSA-P256' },
      keys,
      signal,
    );
    expect(config.certificateAuthority).toBe(authority.certificate);
    return parseKubeconfig(renderKubeconfig(config));
  };

  test('survives being written and read', async () => {
    const config = await make();
    expect(config).toMatchObject({
      server: 'https://a:6443',
      clusterName: 'demo',
      userName: 'demo-admin',
      contextName: 'demo-admin@demo',
    });
    expect(parseCertificate(config.clientCertificate ?? '')).toMatchObject({
      commonName: 'kubernetes-admin',
      organizations: ['system:masters'],
      usages: ['client'],
      notBefore: later(now, minutes(-5)),
    });
    expect(inspect(config)).not.toContain('PRIVATE');
  });

  test('is to be replaced when less than half of its life is left', async () => {
    const config = await make();
    const half = days(365 / 2);
    expect(needsRotation(config, later(now, half))).toBe(false);
    expect(needsRotation(config, later(now, milliseconds(half + 1)))).toBe(true);
  });
});

describe('kubeconfig reader', () => {
  test.each([
    ['a: [', 'the kubeconfig is not valid YAML'],
    ['current-context: c', 'the kubeconfig has no entry "c" under contexts'],
    [
      'current-context: c\ncontexts: [{name: c, context: {cluster: x, user: u}}]\nclusters: [{name: x, cluster: {}}]\nusers: [{name: u, user: {}}]',
      "the kubeconfig's cluster x has no server",
    ],
  ])('%j is refused', (text, why) => expect(() => parseKubeconfig(text)).toThrow(why));
});
