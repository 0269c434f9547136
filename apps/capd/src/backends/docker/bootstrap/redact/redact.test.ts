import { lastLines } from './last-lines.ts';
import { redact } from './redact.ts';

const hex = '0123456789abcdef'.repeat(4);
const base64 = 'MIIEowIBAAKCAQEAx1mYn4a9Y2l0bGVzIGFyZSBub3Qgc2VjcmV0cywga2V5cyBhcmU'.padEnd(64, 'A');

describe('redaction', () => {
  test.each<{ rule: string; text: string; out: string }>([
    { rule: 'hides bootstrap tokens', text: 'join --token=abcdef.0123456789abcdef x', out: 'join --token=[redacted] x' },
    { rule: 'hides tokens in the middle of a text', text: '"abcdef.0123456789abcdef"', out: '"[redacted]"' },
    {
      rule: 'hides keys over several lines',
      text: 'a\n-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----\nb',
      out: 'a\n[redacted]\nb',
    },
    { rule: 'hides keys whose end is cut off', text: 'a -----BEGIN EC PRIVATE KEY-----\nabc\nde', out: 'a [redacted]' },
    { rule: 'hides keys whose beginning is cut off', text: 'abcDE1\nabc=\n-----END CERTIFICATE-----\nb', out: '[redacted]\nb' },
    { rule: 'hides certificate keys', text: `--certificate-key ${hex}`, out: '--certificate-key [redacted]' },
    { rule: 'shows digests, which are public', text: `image@sha256:${hex}`, out: `image@sha256:${hex}` },
    { rule: 'hides password hashes', text: 'root:$6$salt1234$abcdefghijklmnopqrstuvwxyz:1', out: 'root:[redacted]:1' },
    { rule: 'hides base64 of keys', text: `key-data ${base64}`, out: 'key-data [redacted]' },
    { rule: 'hides fields with a telling name', text: '  client-key-data: abc', out: '  client-key-data: [redacted]' },
    { rule: 'hides such fields in JSON', text: '{"password": "a b", "x": 1}', out: '{"password": [redacted], "x": 1}' },
    { rule: 'hides assignments', text: 'export DB_PASSWORD=hunter2 now', out: 'export DB_PASSWORD=[redacted] now' },
    { rule: 'hides passwords in addresses', text: 'https://me:hunter2@host/path', out: 'https://[redacted]@host/path' },
    {
      rule: 'leaves sentences alone',
      text: 'invalid bootstrap token: must be of the form x.y',
      out: 'invalid bootstrap token: must be of the form x.y',
    },
    {
      rule: 'leaves paths alone',
      text: '/var/lib/kubelet/pods/0123/volumes/kubernetes.io~projected/kube-api-access-x7/ca.crt: no such file',
      out: '/var/lib/kubelet/pods/0123/volumes/kubernetes.io~projected/kube-api-access-x7/ca.crt: no such file',
    },
  ])('$rule', ({ text, out }) => expect(redact(text)).toBe(out));
});

describe('last lines', () => {
  test('are not blank, without escapes, and not longer than anyone reads', () => {
    expect(lastLines(`a\n\u001B[31mred\u001B[0m\r\n\n  \n${'x '.repeat(600)}\n`, 2)).toEqual(['red', `${'x '.repeat(250)}…`]);
  });
});
