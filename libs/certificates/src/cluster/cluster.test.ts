import { certificateAndKey } from '../authority.ts';
import { certificateFiles } from './files.ts';
import type { CertificatePurpose } from './purpose.ts';
import { readCertificateSecret, renderCertificateSecret } from './secret.ts';

const material = certificateAndKey('cert', 'key');

describe('certificate secret', () => {
  test('has the name, type, label and keys that other software looks for', () => {
    const owner = { apiVersion: 'a/v1', kind: 'K', name: 'n', uid: 'u', controller: true };
    expect(renderCertificateSecret({ namespace: 'team-a', name: 'demo' }, 'etcd', material, owner)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'demo-etcd',
        namespace: 'team-a',
        labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
        ownerReferences: [owner],
      },
      type: 'cluster.x-k8s.io/secret',
      data: { 'tls.crt': 'Y2VydA==', 'tls.key': 'a2V5' },
    });
  });

  test.each<{ rule: string; data: Record<string, string>; read: unknown }>([
    { rule: 'reads a missing key as empty', data: { 'tls.crt': 'Y2VydA==' }, read: { certificate: 'cert', privateKey: '' } },
    { rule: 'is nothing without a certificate', data: { 'tls.key': 'a2V5' }, read: undefined },
  ])('$rule', ({ data, read }) => {
    const read1 = readCertificateSecret({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data });
    expect(read1 === undefined ? undefined : { ...read1 }).toEqual(read);
  });
});

describe('certificate files', () => {
  const all = new Map<CertificatePurpose, typeof material>((['ca', 'etcd', 'proxy', 'sa'] as const).map((purpose) => [purpose, material]));

  test('come in a fixed order, keys for root only', () => {
    expect(certificateFiles(all, { dir: '/pki' }).map(({ path, permissions }) => [path, permissions])).toEqual([
      ['/pki/ca.crt', '0640'],
      ['/pki/ca.key', '0600'],
      ['/pki/etcd/ca.crt', '0640'],
      ['/pki/etcd/ca.key', '0600'],
      ['/pki/front-proxy-ca.crt', '0640'],
      ['/pki/front-proxy-ca.key', '0600'],
      ['/pki/sa.pub', '0640'],
      ['/pki/sa.key', '0600'],
    ]);
  });

  test('of an external etcd go where the user said, without the key of its authority', () => {
    const materials = new Map<CertificatePurpose, typeof material>([...all, ['apiserver-etcd-client', material]]);
    const externalEtcd = { caFile: '/e/ca.crt', certFile: '/e/client.crt', keyFile: '/e/client.key' };
    const paths = certificateFiles(materials, { externalEtcd }).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('/e/'))).toEqual(['/e/ca.crt', '/e/client.crt', '/e/client.key']);
    expect(paths).not.toContain('');
  });
});
