import type { Draft, Gates } from '@capi/admission';
import type { KubeadmConfigSpec } from '@capi/api';

import { validateEqualTimeouts, validateKubeadmConfigSpec } from './kubeadm-config-spec.ts';

const on: Gates = { enabled: () => true };
const off: Gates = { enabled: () => false };
const secret = { secret: { name: 'a', key: 'b' } };
const ignition = { containerLinuxConfig: { strict: true } };

describe('kubeadm spec', () => {
  test.each<{ rule: string; spec: Draft<KubeadmConfigSpec>; gates?: Gates; found: readonly (readonly [string, string])[] }>([
    { rule: 'may be empty', spec: {}, found: [] },
    {
      rule: 'gives a file one source of contents',
      spec: { files: [{ path: '/a', content: 'x', contentFrom: secret }] },
      found: [['Invalid', 'spec.files[0]']],
    },
    {
      rule: 'names Secret and key',
      spec: {
        files: [{ path: '/a', contentFrom: { secret: { name: 'a', key: '' } } }],
        users: [{ name: 'u', passwdFrom: { secret: { key: 'b' } } }],
      },
      found: [
        ['Required', 'spec.files[0].contentFrom.secret.key'],
        ['Required', 'spec.users[0].passwdFrom.secret.name'],
      ],
    },
    { rule: 'takes an empty source for none', spec: { files: [{ path: '/a', content: 'x', contentFrom: { secret: {} } }] }, found: [] },
    {
      rule: 'writes each path once',
      spec: { files: [{ path: '/a' }, { path: '/b' }, { path: '/a' }] },
      found: [['Invalid', 'spec.files[2].path']],
    },
    {
      rule: 'gives a user one password',
      spec: { users: [{ name: 'u', passwd: 'x', passwdFrom: secret }] },
      found: [['Invalid', 'spec.users[0]']],
    },
    {
      rule: 'knows no Ignition while its gate is off, whatever else is wrong with it',
      spec: { format: 'ignition', ignition, bootCommands: ['x'] },
      gates: off,
      found: [
        ['Forbidden', 'spec.format'],
        ['Forbidden', 'spec.ignition'],
      ],
    },
    { rule: 'has settings of Ignition with its format only', spec: { ignition }, found: [['Invalid', 'spec.format']] },
    {
      rule: 'asks nothing of Ignition that it cannot do',
      spec: {
        format: 'ignition',
        bootCommands: [],
        users: [{ name: 'u', inactive: true }],
        files: [
          { path: '/a', encoding: 'gzip+base64' },
          { path: '/b', encoding: 'base64' },
        ],
        diskSetup: { partitions: [{ tableType: 'mbr' }, { tableType: 'gpt' }], filesystems: [{ replaceFS: 'ext4', partition: 'auto' }] },
      },
      found: [
        ['Forbidden', 'spec.users[0].inactive'],
        ['Forbidden', 'spec.bootCommands'],
        ['Forbidden', 'spec.files[0].encoding'],
        ['Invalid', 'spec.diskSetup.partitions[0].tableType'],
        ['Forbidden', 'spec.diskSetup.filesystems[0].replaceFS'],
        ['Forbidden', 'spec.diskSetup.filesystems[0].partition'],
      ],
    },
    {
      rule: 'takes no more than a whole disk',
      spec: {
        diskSetup: { partitions: [{ diskLayout: [{ percentage: 60 }, { percentage: 41 }] }, { diskLayout: [{ percentage: 100 }] }] },
      },
      found: [['Invalid', 'spec.diskSetup.partitions[0].diskLayout']],
    },
    {
      rule: 'proves who the machine is in one way',
      spec: {
        joinConfiguration: { discovery: { file: { kubeConfig: { user: { authProvider: { name: 'a' }, exec: { command: 'b' } } } } } },
      },
      found: [['Invalid', 'spec.joinConfiguration.discovery.file.kubeConfig.user']],
    },
  ])('$rule', ({ spec, gates = on, found }) => {
    expect(validateKubeadmConfigSpec('spec', spec, gates).map(({ kind, path }) => [kind, path])).toEqual(found);
  });

  test('shows neither contents nor passwords', () => {
    const spec = {
      files: [{ path: '/a', content: 'hidden', contentFrom: secret }],
      users: [{ name: 'u', passwd: 'hidden', passwdFrom: secret }],
    };
    expect(JSON.stringify(validateKubeadmConfigSpec('spec', spec, on))).not.toContain('hidden');
  });

  test.each([
    { rule: 'waits equally long in control planes', init: 5, join: 5, findings: 0 },
    { rule: 'may not differ in control planes', init: 5, join: 6, findings: 2 },
    { rule: 'differs when only one is given', init: 5, join: undefined, findings: 2 },
  ])('$rule', ({ init, join, findings }) => {
    const timeouts = (seconds: number | undefined) => ({ timeouts: { controlPlaneComponentHealthCheckSeconds: seconds } });
    expect(validateEqualTimeouts('spec', { initConfiguration: timeouts(init), joinConfiguration: timeouts(join) })).toHaveLength(findings);
  });
});
