import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';

import forge from 'node-forge';

/** PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority, a server certificate for 127.0.0.1 and for a webhook behind a service, and a client certificate of an administrator, for tests over TLS. */
export function testCertificates(): { readonly ca: TestCertificate; readonly server: TestCertificate; readonly admin: TestCertificate } {
  const ca = certificate([{ name: 'commonName', value: 'test-ca' }], [{ name: 'basicConstraints', cA: true, critical: true }]);
  const server = certificate(
    [{ name: 'commonName', value: 'kube-apiserver' }],
    [
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'webhooks.default.svc' },
        ],
      },
    ],
    ca,
  );
  const admin = certificate(
    [
      { name: 'commonName', value: 'kubernetes-admin' },
      { name: 'organizationName', value: 'system:masters' },
    ],
    [{ name: 'extKeyUsage', clientAuth: true }],
    ca,
  );
  return { ca, server, admin };
}

let serial = 1;

function certificate(subject: forge.pki.CertificateField[], extensions: object[], issuer?: TestCertificate): TestCertificate {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  made.serialNumber = (serial += 1).toString(16).padStart(2, '0');
  // The TLS stack checks these against the machine's own time.
  // oxlint-disable-next-line no-restricted-globals -- forge takes dates; these are fixed
  [made.validity.notBefore, made.validity.notAfter] = [new Date('2020-01-01T00:00:00Z'), new Date('2120-01-01T00:00:00Z')];
  made.setSubject(subject);
  made.setIssuer(issuer === undefined ? subject : forge.pki.certificateFromPem(issuer.cert).subject.attributes);
  made.setExtensions(extensions);
  made.sign(signer(issuer?.key ?? pair.privateKey), forge.md.sha256.create());
  return { key: pair.privateKey, cert: forge.pki.certificateToPem(made) };
}

/** DER of a SHA-256 digest up to the digest itself. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Signs as forge's own keys do, but by OpenSSL: in JavaScript, and in a jest context at that, it would take seconds. */
function signer(key: string): forge.pki.rsa.PrivateKey {
  const sign = (digest: forge.md.MessageDigest): string =>
    privateEncrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.concat([digestInfo, Buffer.from(digest.digest().getBytes(), 'binary')]),
    ).toString('binary');
  return { sign } as unknown as forge.pki.rsa.PrivateKey;
}
