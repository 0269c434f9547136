import { findKubeadmCall } from './commands.ts';
import { parseCloudConfig } from './parse.ts';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

describe('cloud-config reader', () => {
  test('undoes base64 and says what is still compressed', () => {
    const { files } = parseCloudConfig(`#cloud-config
write_files:
- { path: /a, content: aGk=, encoding: b64 }
- { path: /b, content: aGk=, encoding: gz+b64 }
- { path: /c, content: hi, permissions: 0600, append: true }
`);
    expect(files.map(({ path, compressed }) => [path, compressed])).toEqual([
      ['/a', false],
      ['/b', true],
      ['/c', false],
    ]);
    expect(text(files[0]?.content)).toBe('hi');
    expect(files[2]).toMatchObject({ owner: 'root:root', permissions: '0600', append: true });
  });

  test('takes words as cloud-init does, whatever their case and whether in quotes or not', () => {
    const { files } = parseCloudConfig(`
#Cloud-Config
write_files:
- { path: /a, content: aGk=, encoding: " B64", append: "True", defer: "no" }
`);
    expect(files[0]).toMatchObject({ append: true, deferred: false });
    expect(text(files[0]?.content)).toBe('hi');
  });

  test('keeps sections in order, repeated ones too', () => {
    const parsed = parseCloudConfig('## template: jinja\n#cloud-config\nruncmd: [a]\nwrite_files: []\nruncmd:\n- [b, "1"]\n');
    expect(parsed.jinja).toBe(true);
    expect(parsed.sections.map(({ name, line }) => [name, line])).toEqual([
      ['runcmd', 3],
      ['write_files', 4],
      ['runcmd', 5],
    ]);
    expect(parsed.commands).toEqual(['a', ['b', '1']]);
  });

  test.each<{ rule: string; document: string; error: string }>([
    { rule: 'wants the header', document: 'runcmd: []', error: 'line 1: the document does not start with #cloud-config' },
    { rule: 'wants a mapping', document: '#cloud-config\n- a\n', error: 'line 1: the document is not a mapping' },
    { rule: 'wants a path', document: '#cloud-config\nwrite_files:\n- content: secret\n', error: 'line 2: write_files[0] has no path' },
    {
      rule: 'knows the encodings',
      document: '#cloud-config\nwrite_files:\n- { path: /a, encoding: rot13 }\n',
      error: 'line 2: write_files[0] has an encoding that cloud-init does not know',
    },
    { rule: 'wants a list of commands', document: '#cloud-config\n\nruncmd: a\n', error: 'line 3: commands are not a list' },
  ])('$rule', ({ document, error }) => expect(() => parseCloudConfig(document)).toThrow(error));

  test('never quotes a broken document, which holds keys', () => {
    expect(() => parseCloudConfig('#cloud-config\nwrite_files:\n- content: "secret\n  path: [')).toThrow(
      /^line \d+: the document is not valid YAML \([A-Z_]+\)$/,
    );
  });
});

describe('kubeadm call', () => {
  test.each<{ rule: string; command: string | string[]; call: unknown }>([
    {
      rule: 'is found with its configuration and sentinel',
      command: 'kubeadm init --config /run/kubeadm/kubeadm.yaml --v 5 && echo success > /run/done',
      call: { verb: 'init', config: '/run/kubeadm/kubeadm.yaml', sentinel: '/run/done' },
    },
    { rule: 'is found in a list', command: ['kubeadm', 'join', '--config=/a'], call: { verb: 'join', config: '/a' } },
    { rule: 'is not something that looks like it', command: 'mykubeadm init --config /a', call: undefined },
    { rule: 'has a configuration', command: 'kubeadm init', call: undefined },
  ])('$rule', ({ command, call }) => expect(findKubeadmCall(command)).toEqual(call));
});
