import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { parse } from 'yaml';

import type { BootstrapDocument } from '../document.ts';
import { parseCloudConfig } from '../parse/parse.ts';
import { renderBootstrapDocument } from './render.ts';

const worker: BootstrapDocument = { verb: 'join', kubeadmConfig: '---\nkind: JoinConfiguration\n', files: [] };
const sections = (document: Partial<BootstrapDocument>): Record<string, unknown> =>
  parse(renderBootstrapDocument({ ...worker, ...document })) as Record<string, unknown>;
const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');

describe('bootstrap document', () => {
  test('has the bytes of the layout that other software expects', () => {
    const everything: BootstrapDocument = {
      verb: 'init',
      kubeadmConfig: '---\nkind: ClusterConfiguration\n---\nkind: InitConfiguration\n',
      files: [
        { path: '/etc/plain', content: 'one\n\ntwo\n' },
        { path: '/etc/all', content: 'QQ==', encoding: 'base64', owner: 'a:b', permissions: '0600', append: false },
      ],
      verbosity: 5,
      bootCommands: ['echo "boot"'],
      preKubeadmCommands: ["echo 'pre'\ttab"],
      postKubeadmCommands: ['echo a: b # c'],
      ntp: { enabled: false, servers: ['ntp.example.org'] },
      users: [{ name: 'capi', sudo: 'ALL=(ALL) NOPASSWD:ALL', lockPassword: false, sshAuthorizedKeys: ['ssh-rsa AAA a@b\n'] }],
      diskSetup: {
        partitions: [
          { device: '/dev/sdb', tableType: 'gpt', diskLayout: [{ percentage: 40, partitionType: 'Linux' }, { percentage: 60 }] },
        ],
        filesystems: [{ device: '/dev/sdb', filesystem: 'ext4' }],
      },
      mounts: [['/dev/sdb1', '/data', 'ext4', 'defaults', '0', '2']],
    };
    expect(renderBootstrapDocument(everything)).toBe(golden('everything.yaml'));
  });

  test('leaves two blanks where a verbosity would stand', () => {
    expect(renderBootstrapDocument(worker)).toContain(
      '  - kubeadm join --config /run/kubeadm/kubeadm-join-config.yaml  && echo success > /run/cluster-api/bootstrap-success.complete\n',
    );
  });

  test.each<{ rule: string; document: Partial<BootstrapDocument>; section: string; expected: unknown }>([
    {
      rule: 'prints an explicit false',
      document: { ntp: { enabled: false } },
      section: 'ntp',
      expected: { enabled: false, servers: null },
    },
    { rule: 'prints both disk headers without entries', document: { diskSetup: {} }, section: 'fs_setup', expected: null },
    {
      rule: 'prefers a disk layout over a whole-device layout',
      document: { diskSetup: { partitions: [{ device: '/dev/sdb', layout: true, diskLayout: [{ percentage: 100 }] }] } },
      section: 'disk_setup',
      expected: { '/dev/sdb': { layout: [100] } },
    },
    {
      rule: 'leaves the code of a partition type to the reader',
      document: { diskSetup: { partitions: [{ device: '/dev/sdb', diskLayout: [{ percentage: 1, partitionType: 'LinuxRAID' }] }] } },
      section: 'disk_setup',
      expected: { '/dev/sdb': { layout: [[1, 'fd']] } },
    },
    { rule: 'prints no users section for no users', document: { users: [] }, section: 'users', expected: undefined },
    {
      rule: 'quotes what would break the document',
      document: { users: [{ name: 'a', gecos: 'A: B # C', shell: '- x', passwd: '*' }] },
      section: 'users',
      expected: [{ name: 'a', passwd: '*', gecos: 'A: B # C', shell: '- x' }],
    },
    {
      rule: 'keeps numbers of a mount as the reader sees them',
      document: { mounts: [['a', '0']] },
      section: 'mounts',
      expected: [['a', 0]],
    },
  ])('$rule', ({ document, section, expected }) => expect(sections(document)[section]).toEqual(expected));

  test.each([' ', '\t', '  \n ', '\n \n'])('keeps a file that holds nothing but blanks: %j', (content) => {
    const [file] = parseCloudConfig(renderBootstrapDocument({ ...worker, files: [{ path: '/blank', content }] })).files;
    expect(Buffer.from(file?.content ?? '').toString('utf8')).toBe(content);
  });

  test('lets no file content escape from its file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }),
        fc.array(fc.string({ unit: 'binary-ascii' })),
        (contents, lines) => {
          const texts = [...contents, lines.join('\n'), '  indented\nless'];
          const files = texts.map((content, index) => ({ path: `/f${index}`, content }));
          const parsed = parseCloudConfig(renderBootstrapDocument({ ...worker, files })).files;
          const clipped = (text: string): string => text.replace(/\n*$/, '');
          expect(parsed.map(({ path }) => path).slice(0, texts.length)).toEqual(files.map(({ path }) => path));
          expect(parsed.slice(0, texts.length).map(({ content }) => clipped(Buffer.from(content).toString('utf8')))).toEqual(
            texts.map(clipped),
          );
        },
      ),
    );
  });

  test('gives every command back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (commands) => {
        const { bootCommands, commands: run } = parseCloudConfig(
          renderBootstrapDocument({ ...worker, bootCommands: commands, preKubeadmCommands: commands }),
        );
        expect(bootCommands).toEqual(commands);
        expect(run.slice(0, -1)).toEqual(commands);
      }),
    );
  });

  test('lets no value escape from its field', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...Array.from('-?:,[]{}#&*!|>\'"%@` ab1.~=<')), minLength: 1, maxLength: 6 });
    const words = fc.oneof(nasty, fc.string({ unit: 'grapheme', minLength: 1 })).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(words, (text) => {
        const { users, mounts } = sections({ users: [{ name: 'a', gecos: text, sudo: 'b' }], mounts: [[text, 'last']] });
        expect(Object.keys((users as object[])[0] ?? {})).toEqual(['name', 'gecos', 'sudo']);
        expect((mounts as unknown[][])[0]).toHaveLength(2);
      }),
    );
  });
});
