// In the private world: an engine, an image of a few programs, and what the client promises, rule by rule.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { silentLog, systemClock, systemRandom } from '@capi/controller-runtime';
import { createContainers, createDockerEngine, engineRefusal, type ContainerSpec } from '@capi/docker-engine';

import { eventually } from '../../harness/eventually.ts';
import { worldFolder } from '../private-world.ts';
import { startEngine } from '../start-engine.ts';
import { importScratchImage } from './scratch-image.ts';

const folder = worldFolder();
const image = 'localhost/scratch:1';
const label = 'example.org/cluster';
const clock = systemClock();
const stop = new AbortController();
const { signal } = stop;

let engine = await startEngine(folder, { networks: true });
importScratchImage(folder, engine, image);
const client = createDockerEngine({ environment: engine.environment, clock });
const containers = createContainers({ engine: client, label, clock, random: systemRandom(), log: silentLog });
const following = containers.follow(signal);

const aContainer = (name: string, changes: Partial<ContainerSpec> = {}): ContainerSpec => ({
  name,
  hostname: name,
  image,
  labels: { [label]: 'demo' },
  tty: false,
  environment: { GREETING: 'hello world' },
  privileged: true,
  securityOptions: ['seccomp=unconfined', 'apparmor=unconfined'],
  network: 'kind',
  tmpfs: { '/run': '', '/tmp': '' },
  volumes: ['/var'],
  mounts: [{ source: folder, target: '/world', readOnly: true }],
  devices: [],
  restartPolicy: { name: 'unless-stopped' },
  cgroupNamespace: 'private',
  sysctls: {},
  publish: {},
  ...changes,
});

const aNetwork = { name: 'kind', labels: { a: 'b' }, subnets: ['10.77.0.0/16'], ranges: ['10.77.128.0/17'], ipv6: false, options: {} };

async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    return engineRefusal(error) ?? String(error);
  }
}

const sh = (script: string): readonly string[] => ['sh', '-c', script];
const pieces = (count: number): Readable =>
  Readable.from(
    (function* bytes() {
      for (let piece = 0; piece < count; piece += 1) yield Buffer.alloc(100_000, 'x');
    })(),
  );

/** A folder with a file and a link to it. */
function anArchive(): Buffer {
  const files = join(folder, 'files');
  mkdirSync(join(files, 'kubernetes'), { recursive: true });
  writeFileSync(join(files, 'kubernetes/kubeadm.yaml'), 'kind: X', { mode: 0o640 });
  symlinkSync('kubeadm.yaml', join(files, 'kubernetes/link'));
  try {
    return execFileSync('tar', ['--create', '--owner=3', '--group=4', '--numeric-owner', `--directory=${files}`, 'kubernetes']);
  } finally {
    rmSync(files, { recursive: true });
  }
}

/** In order: each goes on where the one before has ended. */
const rules: Readonly<Record<string, () => Promise<void>>> = {
  async 'tells what the engine is'() {
    const { version, storageDriver, processors, memory } = await client.info(signal);
    assert.match(version, /^\d+\./);
    assert.ok(storageDriver !== '' && processors > 0 && memory > 0);
  },
  async 'finds images, and says what pulling one has met'() {
    assert.equal(await client.image('localhost/none:1', signal), undefined);
    assert.match((await client.image(image, signal)) ?? '', /^sha256:/);
    await assert.rejects(client.pull('localhost:1/none', signal), /cannot pull image localhost:1\/none: .*registry/);
    assert.equal(await refusalOf(client.saveImage('localhost/none:1', signal)), 'not-found');
    assert.ok((await buffer(await client.saveImage(image, signal))).length > 1_000_000);
  },
  async 'makes a network, and tells why not'() {
    assert.equal(await client.network('kind', signal), undefined);
    await client.createNetwork(aNetwork, signal);
    assert.equal(await refusalOf(client.createNetwork({ ...aNetwork, subnets: ['10.78.0.0/16'], ranges: [] }, signal)), 'conflict');
    assert.equal(await refusalOf(client.createNetwork({ ...aNetwork, name: 'other' }, signal)), 'overlap');
    assert.partialDeepStrictEqual(await client.network('kind', signal), { labels: { a: 'b' }, subnets: ['10.77.0.0/16'], inUse: [] });
  },
  async 'makes a container that does not run yet'() {
    await client.create(aContainer('one', { ipv4: '10.77.0.5', publish: { '6443/tcp': { address: '127.0.0.1', port: 0 } } }), signal);
    assert.equal(await refusalOf(client.create(aContainer('one'), signal)), 'conflict');
    assert.equal(await refusalOf(client.create(aContainer('two', { image: 'localhost/none:1' }), signal)), 'not-found');
    assert.equal(await refusalOf(client.exec('one', { command: ['id'] }, signal)), 'not-running');
    assert.equal(await refusalOf(client.kill('one', 'SIGHUP', signal)), 'not-running');
    assert.equal((await client.inspect('one', signal))?.state, 'created');
  },
  async 'puts files into one that does not run'() {
    await client.upload('one', '/etc', anArchive(), signal);
    assert.equal(String(await client.readFile('one', '/etc/kubernetes/link', signal)), 'kind: X');
    assert.equal(await client.readFile('one', '/etc/kubernetes/none', signal), undefined);
    assert.equal(await refusalOf(client.readFile('none', '/etc/kubernetes', signal)), 'not-found');
    assert.equal(await refusalOf(client.upload('one', '/none', anArchive(), signal)), 'not-found');
  },
  async 'starts it, with the address that was asked for'() {
    await client.start('one', signal);
    await client.start('one', signal);
    const one = await client.inspect('one', signal);
    const volumes = engine.docker('volume', 'ls', `--filter=label=${label}=demo`, '--quiet');
    assert.equal(volumes.split('\n').filter(Boolean).length, 1);
    assert.deepEqual(one?.networks, { kind: { ipv4: '10.77.0.5', fixed: { ipv4: '10.77.0.5' } } });
    assert.ok((one?.ports['6443/tcp'] ?? 0) > 0);
    assert.deepEqual(await client.list({ [label]: 'demo' }, signal), [one]);
    assert.deepEqual(await client.list({ [label]: 'another' }, signal), []);
  },
  async 'runs programs'() {
    const script = 'cat; echo " $GREETING $MORE"; id -u; pwd; stat -c %a:%u:%g kubeadm.yaml; echo err >&2; exit 3';
    const run = { command: sh(script), input: 'grüß', user: '5', workingFolder: '/etc/kubernetes', environment: { MORE: 'x' } };
    const stdout = 'grüß hello world x\n5\n/etc/kubernetes\n640:3:4\n';
    assert.deepEqual(await client.exec('one', run, signal), { exitCode: 3, stdout, stderr: 'err\n' });
    assert.equal((await client.exec('one', { command: ['none'] }, signal)).exitCode, 126);
    const { stdout: end } = await client.exec('one', { command: sh('head -c 3000000 /dev/zero; echo end') }, signal);
    assert.equal(end.length, 64 * 1024);
    assert.ok(end.endsWith('\0end\n'));
  },
  async 'gives a program all its input, and no more than it wants'() {
    const all = await client.exec('one', { command: ['wc', '-c'], input: pieces(300) }, signal);
    assert.deepEqual(all, { exitCode: 0, stdout: '30000000\n', stderr: '' });
    const before = performance.now();
    const early = await client.exec('one', { command: sh('echo early; exit 4'), input: pieces(3000) }, signal);
    assert.deepEqual(early, { exitCode: 4, stdout: 'early\n', stderr: '' });
    assert.ok(performance.now() - before < 10_000);
  },
  async 'does not wait for what a program leaves behind'() {
    const before = performance.now();
    const left = await client.exec('one', { command: sh('sleep 1000 & echo left') }, signal);
    assert.deepEqual(left, { exitCode: 0, stdout: 'left\n', stderr: '' });
    assert.ok(performance.now() - before < 10_000);
  },
  async 'runs many programs at a time'() {
    const runs = Array.from({ length: 20 }, (_each, number) => client.exec('one', { command: sh(`echo ${number}`) }, signal));
    assert.deepEqual(
      (await Promise.all(runs)).map(({ stdout }) => stdout.trim()),
      runs.map((_run, number) => String(number)),
    );
  },
  async 'leaves a program alone when nobody wants to know'() {
    const impatient = AbortSignal.timeout(200);
    await assert.rejects(client.exec('one', { command: ['sleep', '1000'] }, impatient), impatient.reason);
  },
  async 'says how a program ended with its container'() {
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    const ending = client.exec('one', { command: sh('echo here; sleep 1000'), onOutput: () => runs() }, signal);
    await running;
    await client.kill('one', 'SIGKILL', signal);
    assert.deepEqual(await ending, { exitCode: 137, stdout: 'here\n', stderr: '' });
    const one = await eventually('the view has it', async () =>
      containers.get('one')?.state === 'exited' ? containers.get('one') : undefined,
    );
    assert.deepEqual(one.networks, { kind: { fixed: { ipv4: '10.77.0.5' } } });
    assert.equal((await client.inspect('one', signal))?.end?.exitCode, 137);
  },
  async 'tells why a container does not start'() {
    await client.create(aContainer('two', { ipv4: '10.77.0.5' }), signal);
    await client.start('two', signal);
    assert.equal(await refusalOf(client.start('one', signal)), 'address-in-use');
    await client.create(aContainer('lost', { network: 'none-such' }), signal);
    assert.equal(await refusalOf(client.start('lost', signal)), 'not-found');
    const publish = { '6443/tcp': { address: '127.0.0.1', port: 17_443 } };
    for (const name of ['three', 'four']) await client.create(aContainer(name, { publish }), signal);
    await client.start('three', signal);
    await assert.rejects(client.start('four', signal), /another program of this host has the port/);
  },
  async 'reads the end of the log, with a terminal and without'() {
    for (const tty of [true, false]) {
      const name = `log-${tty}`;
      const entrypoint = sh('echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; exit 7');
      await client.create(aContainer(name, { tty, entrypoint, restartPolicy: { name: 'no' } }), signal);
      await client.start(name, signal);
      await eventually('it has ended', async () => ((await client.inspect(name, signal))?.end?.exitCode === 7 ? true : undefined));
      assert.deepEqual((await client.logs(name, 2, signal)).split('\n'), ['two', 'three']);
    }
  },
  async 'finds everything again after the engine was away'() {
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    const broken = refusalOf(client.exec('two', { command: sh('echo here; sleep 1000'), onOutput: () => runs() }, signal));
    await running;
    await engine.stop();
    assert.match(await broken, /unreachable|none/);
    assert.equal(await refusalOf(client.list({}, signal)), 'unreachable');
    await eventually('the view knows', async () => (containers.available() ? undefined : true));
    assert.match(containers.unavailableBecause() ?? '', /cannot be reached/);
    engine = await startEngine(folder, { networks: true });
    await eventually('the view is back', async () => (containers.available() ? true : undefined));
    await eventually('what ran runs', async () => (containers.get('two')?.state === 'running' ? true : undefined));
    assert.equal(containers.get('two')?.networks['kind']?.ipv4, '10.77.0.5');
  },
  async 'removes all, whoever removes it too'() {
    assert.equal(await refusalOf(client.removeNetwork('kind', signal)), 'other');
    const names = containers.list({}).map(({ name }) => name);
    await Promise.all([...names, ...names, 'none'].map((name) => client.remove(name, signal)));
    await eventually('the view is empty', async () => (containers.list({}).length === 0 ? true : undefined));
    assert.equal(engine.docker('volume', 'ls', '--quiet'), '');
    await client.removeNetwork('kind', signal);
    await client.removeNetwork('kind', signal);
  },
};

try {
  for (const [rule, holds] of Object.entries(rules)) {
    const before = performance.now();
    await holds();
    console.log(`the client ${rule} (${(performance.now() - before).toFixed(0)} ms)`);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  stop.abort();
  await following;
  await engine.stop();
}
