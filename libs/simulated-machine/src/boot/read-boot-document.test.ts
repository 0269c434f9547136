import { gzipSync } from 'node:zlib';

import { readBootDocument } from './read-boot-document.ts';

const facts = { hostname: 'cp-0', instanceID: 'uid-0' };
const init = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
nodeRegistration: { name: '{{ ds.meta_data.local_hostname }}' }`;
const document = (config: string, commands = '- kubeadm init --config /run/kubeadm.yaml'): string => `## template: jinja
#cloud-config
write_files:
- path: /run/kubeadm.yaml
  content: |
${config.replace(/^/gm, '    ')}
- { path: /log, content: a }
- { path: /log, content: b, append: true }
- { path: /packed, encoding: gz+b64, content: ${gzipSync('hello').toString('base64')} }
runcmd:
- echo before
${commands}
`;

describe('boot document', () => {
  test('fills the disk and names what kubeadm is to do', () => {
    const { verb, config, disk } = readBootDocument(document(init), facts);
    expect(verb).toBe('init');
    expect(config.nodeRegistration.name).toBe('cp-0');
    expect([disk.get('/log'), disk.get('/packed')]).toEqual(['ab', 'hello']);
  });

  test.each<{ rule: string; text: string; error: string }>([
    {
      rule: 'a text that is none',
      text: 'hello',
      error: 'cannot cloud-init: read user data for machine cp-0: line 1: the document does not start with #cloud-config',
    },
    {
      rule: 'commands without kubeadm',
      text: document(init, '- echo after'),
      error: 'cannot cloud-init: runcmd for machine cp-0: no command calls kubeadm init or kubeadm join',
    },
    {
      rule: 'a configuration that is not on the disk',
      text: document(init, '- kubeadm init --config /elsewhere'),
      error: 'cannot kubeadm init: read configuration for machine cp-0: there is no file /elsewhere',
    },
    {
      rule: 'a configuration of the wrong kind',
      text: document(init, '- kubeadm join --config /run/kubeadm.yaml'),
      error: 'cannot kubeadm join: read configuration for machine cp-0: there is no JoinConfiguration',
    },
    {
      rule: 'an API version that kubeadm does not know',
      text: document(init.replace('v1beta4', 'v1beta9')),
      error: 'kubeadm.k8s.io/v1beta9, which is not one of',
    },
  ])('fails with step and reason on $rule', ({ text, error }) => {
    expect(() => readBootDocument(text, facts)).toThrow(error);
    expect(() => readBootDocument(text, facts)).toThrow(expect.objectContaining({ retry: 'terminal' }));
  });

  test('says which template variables it does not know, as cloud-init would', () => {
    const { config } = readBootDocument(document(init.replace('ds.meta_data.local_hostname', 'ds.meta_data.region')), facts);
    expect(config.nodeRegistration.name).toBe('CI_MISSING_JINJA_VAR/region');
  });
});
