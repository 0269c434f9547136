import type { KubeadmConfigSpec } from '@capi/api';
import { certificateAndKey, type CertificatePurpose } from '@capi/certificates';
import { parseCloudConfig } from '@capi/cloud-init';
import { parse } from 'yaml';

import { completeForJoin } from './complete-spec.ts';
import { renderBootstrapData, type BootstrapInput } from './render-bootstrap-data.ts';

const material = certificateAndKey('CERT', 'KEY');
const certificates = new Map<CertificatePurpose, typeof material>(
  (['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'] as const).map((purpose) => [purpose, material]),
);
const discovery = {
  endpoint: '10.0.0.1:6443',
  certificateAuthority: 'CERT',
  caCertHashes: ['sha256:0'],
  token: () => 'abcdef.0123456789abcdef',
};

const document = (role: BootstrapInput['role'], spec: KubeadmConfigSpec): ReturnType<typeof parseCloudConfig> => {
  const complete = role === 'init' ? spec : completeForJoin(spec, role === 'join-worker' ? 'worker' : 'control-plane', discovery);
  const files = [{ path: '/etc/own', content: 'own' }];
  const facts = { clusterName: 'demo', kubernetesVersion: 'v1.34.0' };
  return parseCloudConfig(renderBootstrapData({ role, spec: complete, facts, files, users: [], certificates }));
};
const paths = (...[role, spec]: Parameters<typeof document>): string[] => document(role, spec).files.map(({ path }) => path);

describe('bootstrap data', () => {
  test('of a control plane has certificates first, then own files, then the configuration', () => {
    expect(paths('init', { clusterConfiguration: { certificatesDir: '/pki' } })).toEqual([
      '/pki/ca.crt',
      '/pki/ca.key',
      '/pki/etcd/ca.crt',
      '/pki/etcd/ca.key',
      '/pki/front-proxy-ca.crt',
      '/pki/front-proxy-ca.key',
      '/pki/sa.pub',
      '/pki/sa.key',
      '/etc/own',
      '/run/kubeadm/kubeadm.yaml',
      '/run/cluster-api/placeholder',
    ]);
  });

  test('of a worker has no certificates', () => {
    expect(paths('join-worker', {})).toEqual(['/etc/own', '/run/kubeadm/kubeadm-join-config.yaml', '/run/cluster-api/placeholder']);
  });

  test('of a control plane with an external etcd has what the user brought, where the user wants it', () => {
    const external = { endpoints: ['https://e:2379'], caFile: '/e/ca', certFile: '/e/crt', keyFile: '/e/key' };
    const written = paths('join-control-plane', { clusterConfiguration: { etcd: { external } } });
    expect(written.filter((path) => path.startsWith('/e/'))).toEqual(['/e/ca', '/e/crt', '/e/key']);
    expect(written).not.toContain('/etc/kubernetes/pki/etcd/ca.crt');
  });

  test('brings the kubeconfig for discovery after the own files', () => {
    const file = {
      kubeConfigPath: '/etc/discovery.conf',
      kubeConfig: { user: { exec: { command: 'aws', args: ['token'], env: [{ name: 'A', value: 'b' }] } } },
    };
    const { files } = document('join-worker', { joinConfiguration: { discovery: { file } } });
    expect(files.map(({ path }) => path).slice(0, 2)).toEqual(['/etc/own', '/etc/discovery.conf']);
    expect(parse(Buffer.from(files[1]?.content ?? []).toString('utf8'))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'default',
      clusters: [
        {
          name: 'default',
          cluster: { server: 'https://10.0.0.1:6443', 'certificate-authority-data': Buffer.from('CERT').toString('base64') },
        },
      ],
      contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
      users: [
        {
          name: 'default',
          user: {
            exec: {
              apiVersion: 'client.authentication.k8s.io/v1',
              command: 'aws',
              args: ['token'],
              env: [{ name: 'A', value: 'b' }],
              interactiveMode: 'Never',
              provideClusterInfo: false,
            },
          },
        },
      ],
    });
    expect(Buffer.from(files[2]?.content ?? []).toString('utf8')).toContain(
      'discovery:\n  file:\n    kubeConfigPath: /etc/discovery.conf\n',
    );
  });
});
