import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { instant, minutes, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { loadAccess } from './load-access.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'access-'))));
afterEach(() => rm(folder, { recursive: true }));

const kubeconfig = (cluster: object, user: object): string =>
  JSON.stringify({
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
    users: [{ name: 'u', user }],
  });
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const write = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe('access to the API server', () => {
  const clock = virtualClock(instant(0));

  test('takes certificates from the kubeconfig, and files relative to it', async () => {
    await write('ca.pem', 'CA');
    const path = await write(
      'config',
      kubeconfig({ 'certificate-authority': 'ca.pem' }, { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') }),
    );
    const access = await loadAccess(path, clock, {});
    expect(access).toMatchObject({ server: 'https://127.0.0.1:6443', ca: 'CA', certificate: { cert: 'CERT' } });
    expect(access.certificate?.key.reveal()).toBe('KEY');
    expect(JSON.stringify(access)).not.toContain('KEY');
  });

  test('prefers the flag to KUBECONFIG, and that to the home directory', async () => {
    const named = await write('named', kubeconfig({ server: 'https://named' }, {}));
    const fromEnvironment = await write('env', kubeconfig({ server: 'https://env' }, {}));
    expect((await loadAccess(named, clock, { KUBECONFIG: fromEnvironment })).server).toBe('https://named');
    expect((await loadAccess(undefined, clock, { KUBECONFIG: `/none:${fromEnvironment}` })).server).toBe('https://env');
  });

  test('reads a token file again after a minute', async () => {
    const tokens = await write('token', 'one\n');
    const path = await write('config', kubeconfig({}, { tokenFile: 'token' }));
    const { token } = await loadAccess(path, clock, {});
    expect((await token?.())?.reveal()).toBe('one');
    await writeFile(tokens, 'two\n');
    expect((await token?.())?.reveal()).toBe('one');
    await clock.advance(minutes(1));
    expect((await token?.())?.reveal()).toBe('two');
  });

  test('asks a credential command again shortly before its token expires', async () => {
    const expires = '1970-01-01T00:10:00Z';
    const status = `{"status":{"token":"'$PREFIX$(date +%N)'","expirationTimestamp":"${expires}"}}`;
    const exec = { command: 'sh', args: ['-c', `echo '${status}'`], env: [{ name: 'PREFIX', value: 'p-' }] };
    const time = virtualClock(instant(0));
    const { token } = await loadAccess(await write('config', kubeconfig({}, { exec })), time, process.env);
    const first = (await token?.())?.reveal();
    expect(first).toMatch(/^p-/);
    await time.advance(minutes(9));
    expect((await token?.())?.reveal()).toBe(first);
    await time.advance(seconds(31));
    expect((await token?.())?.reveal()).not.toBe(first);
  });

  test('asks for another token when the server does not take the one it has, at most once a second', async () => {
    const exec = { command: 'sh', args: ['-c', `echo '{"status":{"token":"'$(date +%s%N)'"}}'`] };
    const time = virtualClock(instant(0));
    const { token } = await loadAccess(await write('config', kubeconfig({}, { exec })), time, process.env);
    const now = async (): Promise<string | undefined> => (await token?.())?.reveal();
    const first = await now();
    await time.advance(seconds(1));
    expect(await token?.renew?.()).toBe(true);
    const second = await now();
    expect(second).not.toBe(first);
    expect(await token?.renew?.()).toBe(true);
    expect(await now()).toBe(second);
  });

  test('has nothing to try when the next token is the same', async () => {
    const time = virtualClock(instant(0));
    await write('token', 'one\n');
    const { token } = await loadAccess(await write('config', kubeconfig({}, { tokenFile: 'token' })), time, {});
    await token?.();
    await time.advance(seconds(1));
    expect(await token?.renew?.()).toBe(false);
  });

  test.each([
    { rule: 'no file', text: undefined, message: 'ENOENT' },
    { rule: 'no YAML', text: '{', message: 'is not a kubeconfig' },
    { rule: 'no current context', text: '{}', message: 'has no current-context' },
    { rule: 'an unknown context', text: '{"current-context":"x"}', message: 'has no context x' },
    { rule: 'an auth-provider', text: kubeconfig({}, { 'auth-provider': {} }), message: 'use an exec plugin' },
  ])('says in one line that there is $rule', async ({ text, message }) => {
    const path = text === undefined ? join(folder, 'missing') : await write('config', text);
    await expect(loadAccess(path, clock, {})).rejects.toThrow(message);
  });

  test('says where it looked when there is nothing', async () => {
    await expect(loadAccess(undefined, clock, { HOME: folder })).rejects.toThrow('no API server is known');
  });
});
