import { buffer } from 'node:stream/consumers';

import { instant } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';
import { pack } from 'tar-stream';

import { engineRefusal } from '../refusal.ts';
import { plainSpec } from './fake-container.ts';
import { fakeDockerEngine } from './fake-docker-engine.ts';

const { signal } = new AbortController();
const image = 'node:1';
const anEngine = () => fakeDockerEngine({ clock: virtualClock(instant(0)), images: [image], registry: ['other:1'] });
const refusalOf = async (call: Promise<unknown>) =>
  engineRefusal(
    await call.then(
      () => undefined,
      (error: unknown) => error,
    ),
  );

describe('fake Docker engine', () => {
  test('gives addresses that are free, and fixed ones to whom they belong', async () => {
    const engine = anEngine();
    await engine.createNetwork({ name: 'kind', labels: {}, subnets: ['10.9.0.0/24'], ipv6: false, options: {} }, signal);
    for (const [name, ipv4] of [
      ['a', undefined],
      ['b', '10.9.0.3'],
      ['c', undefined],
      ['d', '10.9.0.3'],
    ] as const)
      await engine.create(plainSpec(name, { image, network: 'kind', ...(ipv4 === undefined ? {} : { ipv4 }) }), signal);
    for (const name of ['a', 'b', 'c']) await engine.start(name, signal);
    const addresses = (await engine.list({}, signal)).map(({ networks }) => networks['kind']?.ipv4);
    expect(addresses).toEqual(['10.9.0.2', '10.9.0.3', '10.9.0.4', undefined]);
    expect(await refusalOf(engine.start('d', signal))).toBe('address-in-use');
    engine.die('b');
    await engine.start('d', signal);
    expect((await engine.inspect('b', signal))?.networks).toEqual({ kind: { fixed: { ipv4: '10.9.0.3' } } });
    expect((await engine.network('kind', signal))?.inUse).toEqual(['10.9.0.2', '10.9.0.3', '10.9.0.4']);
  });

  test('refuses what an engine refuses', async () => {
    const engine = anEngine();
    expect(await refusalOf(engine.create(plainSpec('a', { image: 'other:1' }), signal))).toBe('not-found');
    await engine.pull('other:1', signal);
    await engine.create(plainSpec('a', { image: 'other:1' }), signal);
    expect(await refusalOf(engine.pull('none:1', signal))).toBe('not-found');
    expect(await refusalOf(engine.create(plainSpec('a', { image }), signal))).toBe('conflict');
    expect(await refusalOf(engine.exec('a', { command: ['true'] }, signal))).toBe('not-running');
    engine.fail('start', 'no-space', { of: 'a', times: 1 });
    expect(await refusalOf(engine.start('a', signal))).toBe('no-space');
    await engine.start('a', signal);
    engine.goDown();
    expect(await refusalOf(engine.start('a', signal))).toBe('unreachable');
  });

  test('runs programs as the test says, which end with their container', async () => {
    const engine = anEngine();
    engine.adopt({ name: 'a' });
    engine.onExec((container, { command }) => ({ exitCode: 3, stdout: `${container.name} ${command.join(' ')}`, stderr: '' }));
    expect(await engine.exec('a', { command: ['echo', 'hi'] }, signal)).toEqual({ exitCode: 3, stdout: 'a echo hi', stderr: '' });
    engine.onExec(() => new Promise(() => undefined));
    const running = engine.exec('a', { command: ['sleep'] }, signal);
    await Promise.resolve();
    await Promise.resolve();
    engine.die('a');
    expect(await running).toMatchObject({ exitCode: 137 });
  });

  test('has the files of archives that were uploaded', async () => {
    const engine = anEngine();
    engine.adopt({ name: 'a' });
    const archive = pack();
    archive.entry({ name: 'kubernetes/kubeadm.yaml', mode: 0o600, uid: 7 }, 'kind: X');
    archive.finalize();
    await engine.upload('a', '/etc', await buffer(archive), signal);
    expect(engine.container('a').files.get('/etc/kubernetes/kubeadm.yaml')).toMatchObject({ mode: 0o600, user: 7 });
    expect(String(await engine.readFile('a', '/etc/kubernetes/kubeadm.yaml', signal))).toBe('kind: X');
    expect(await engine.readFile('a', '/etc/none', signal)).toBeUndefined();
  });
});
