import { gzipSync } from 'node:zlib';

import { renderBootstrapDocument } from '@capi/cloud-init';
import { secret } from '@capi/seams';

import type { BootstrapStep, NodeFacts } from './bootstrap-plan.ts';
import { planBootstrap } from './plan-bootstrap.ts';

const node: NodeFacts = { name: 'demo-cp', instanceID: 'uid-1', providerID: 'docker:////demo-cp', mode: 'kind 0.20' };
const result = (data: string, format?: string) => planBootstrap(secret(data), format, node);
function steps(body: string): readonly BootstrapStep[] {
  const plan = result(`## template: jinja\n#cloud-config\n${body}`);
  if (plan.kind === 'problem') throw new Error(plan.why);
  return plan.steps.reveal();
}
const titles = (body: string): readonly string[] => steps(body).map(({ title }) => title);
const contents = (body: string): readonly string[] => steps(body).map(({ content }) => Buffer.from(content ?? []).toString('utf8'));
const why = (data: string, format?: string): string | undefined => {
  const plan = result(data, format);
  return plan.kind === 'problem' ? plan.why : undefined;
};

describe('plan of a bootstrap', () => {
  test('has the steps in the order of cloud-init, whatever the order of the document', () => {
    expect(
      titles(`
runcmd: [kubeadm join --config /c, [systemctl, restart, kubelet], "TOKEN=x curl -u me:secret host"]
users:
- default
- { name: ada, groups: "wheel, adm" }
ssh_authorized_keys: [ssh-ed25519 AAA]
groups: [wheel, { team: [ada] }]
write_files:
- { path: /home/ada/note, owner: "ada:ada" }
- { path: late, defer: true }
- { path: /etc/motd }
bootcmd: [modprobe ipvs]
`),
    ).toEqual([
      'bootcmd 1 of 1: modprobe ipvs',
      'write_files 3 of 3: /etc/motd',
      'groups: wheel',
      'groups: team',
      'users 1 of 1: ada',
      'groups: members of team',
      'ssh_authorized_keys',
      'write_files 1 of 3: /home/ada/note',
      'write_files 2 of 3: /late',
      'runcmd 1 of 3: kubeadm join',
      'runcmd 2 of 3: systemctl restart',
      'runcmd 3 of 3: a shell command',
    ]);
  });

  test('undoes encodings to the last', () => {
    const packed = gzipSync('hello\n').toString('base64');
    expect(
      contents(`write_files:
- { path: /a, content: plain }
- { path: /b, content: aGVsbG8K, encoding: b64 }
- { path: /c, content: ${packed}, encoding: gz+b64 }
- { path: /d, content: !!binary ${packed}, encoding: gzip }
`),
    ).toEqual(['plain', 'hello\n', 'hello\n', 'hello\n']);
  });

  test('fits the configuration of kubeadm wherever it is, packed or not', () => {
    const config = 'kind: JoinConfiguration\napiVersion: kubeadm.k8s.io/v1beta4\n';
    const found = contents(`write_files:
- { path: run/kubeadm/kubeadm-join-config.yaml, encoding: gz+b64, content: ${gzipSync(config).toString('base64')} }
- { path: /etc/mine.yaml, encoding: b64, content: ${Buffer.from(config).toString('base64')} }
- { path: /etc/other.yaml, encoding: b64, content: ${Buffer.from(config).toString('base64')} }
runcmd: [kubeadm join --config /etc/mine.yaml]
`);
    expect(found.map((text) => text.includes('docker:////demo-cp'))).toEqual([true, true, false, false]);
  });

  test('marks that kubeadm starts as upstream does, and only then', () => {
    const scripts = steps('runcmd: [echo a, kubeadm join --config /c]').map(({ script }) => script);
    expect(scripts.map((script) => script.includes('/run/cluster-api/capd.bootstrap.started'))).toEqual([false, true]);
  });

  test('knows what the template asks for', () => {
    expect(contents('write_files: [{ path: /a, content: "{{ ds.meta_data.local_hostname }} {{ v1.instance_id }}" }]')).toEqual([
      'demo-cp uid-1',
    ]);
  });

  test('carries out what the kubeadm bootstrap provider of this project writes, with every option', () => {
    const plan = result(
      renderBootstrapDocument({
        verb: 'init',
        kubeadmConfig: '---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n',
        files: [{ path: '/etc/kubernetes/pki/ca.crt', content: 'x', owner: 'root:root', permissions: '0640' }],
        bootCommands: ['true'],
        preKubeadmCommands: ['echo "{{ .Names }}"'],
        postKubeadmCommands: ['echo done'],
        ntp: { enabled: true, servers: ['a'] },
        users: [{ name: 'ada', passwd: '$6$x', inactive: false, lockPassword: false, sshAuthorizedKeys: ['ssh-rsa A'] }],
        diskSetup: { partitions: [{ device: '/dev/sdb' }], filesystems: [{ device: '/dev/sdb', filesystem: 'ext4' }] },
        mounts: [['/dev/sdb', '/data']],
      }),
    );
    expect(plan).toMatchObject({
      kind: 'plan',
      notes: [
        expect.stringContaining('ntp is not carried out: a container has the clock of its host'),
        expect.stringContaining('disk_setup is not carried out'),
        expect.stringContaining('fs_setup is not carried out'),
        expect.stringContaining('mounts is not carried out'),
      ],
    });
    expect(JSON.stringify(plan)).toContain('"steps":"[redacted]"');
  });

  test('tells of fields that are not carried out, each once', () => {
    const plan = result(`#cloud-config
users:
- { name: ada, lock-passwd: false, ssh_import_id: [lp:ada] }
- { name: bob, ssh_import_id: [lp:bob] }
write_files:
- { path: /a, source: { uri: https://me:secret@host } }
"me: secret": {a: b}
`);
    expect(plan).toMatchObject({
      notes: [
        'a section with an odd name is not carried out: not known to the Docker provider',
        'ssh_import_id in users is not carried out: not known to the Docker provider',
        'source in write_files is not carried out: not known to the Docker provider',
      ],
    });
  });

  test.each<{ rule: string; data: string; format?: string; says: string }>([
    { rule: 'is refused for Ignition', data: '{}', format: 'ignition', says: 'bootstrap data of format ignition is not supported' },
    { rule: 'wants the header', data: 'secret', says: 'bootstrap data: line 1: the document does not start with #cloud-config' },
    { rule: 'wants YAML', data: '#cloud-config\nruncmd: [secret', says: 'the document is not valid YAML' },
    {
      rule: 'wants octal permissions',
      data: '#cloud-config\nwrite_files: [{path: /a, permissions: u=rw}]',
      says: 'write_files 1 of 1: /a: perm',
    },
    {
      rule: 'wants gzip',
      data: '#cloud-config\nwrite_files: [{path: /a, encoding: gz, content: secret}]',
      says: '/a: the content is not gzip',
    },
    {
      rule: 'wants kubeadm documents that can be read',
      data: '#cloud-config\nwrite_files: [{path: /run/kubeadm/kubeadm.yaml, content: "kind: [secret"}]',
      says: '/run/kubeadm/kubeadm.yaml: line 1: not valid YAML',
    },
    {
      rule: 'wants known instance data',
      data: '## template: jinja\n#cloud-config\n# {{ ds.meta_data.region }}\n',
      says: 'line 3: {{ ds.meta_data.region }} asks for instance data that this machine does not have',
    },
  ])('$rule, and quotes no secret', ({ data, format, says }) => {
    expect(why(data, format)).toContain(says);
    expect(why(data, format)).not.toContain('secret');
  });
});
