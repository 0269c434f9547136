import { Readable } from 'node:stream';

import type { Clock } from '@capi/seams';

import type { ContainerEnd, ContainerSpec } from '../container.ts';
import type { ContainerEvent, DockerEngine, EngineInfo, EngineRefusal, ExecRequest, ExecResult } from '../docker-engine.ts';
import { EngineAnswer, refused } from '../refusal.ts';
import { fakeContainer, fixedAddresses, plainSpec, type ChangingContainer, type FakeContainer } from './fake-container.ts';
import { fakeEvents, type FakeEvents } from './fake-events.ts';
import { fakeNetworks } from './fake-networks.ts';
import { unpack } from './unpack.ts';

/** What programs do that run in a container: a test's own. */
export type FakeExec = (container: FakeContainer, request: ExecRequest, signal: AbortSignal) => ExecResult | Promise<ExecResult>;

/** What can be asked of an engine. */
export type EngineOperation = Exclude<keyof DockerEngine, 'address'>;

/** Which calls fail, and how. */
export interface FakeFailure {
  /** The container, image or network whose calls fail; absent: all. */
  readonly of?: string;
  /** How many calls fail; absent: all from now on, until `heal`. */
  readonly times?: number;
  /** The engine's words. */
  readonly why?: string;
}

/** An engine in memory, and what a test does to it. Everything that it is asked takes a turn of the event loop, no time. */
export interface FakeDockerEngine extends DockerEngine {
  /** What was asked so far, such as `create demo-lb`; events and what tests do are not in it. */
  readonly calls: readonly string[];
  readonly running: readonly string[];
  /** All containers in the order in which they were created. */
  readonly all: readonly FakeContainer[];
  /** By name or id. Throws when there is none. */
  container(nameOrId: string): FakeContainer;
  /** Programs that run in containers, from now on. */
  onExec(exec: FakeExec): void;
  /** Makes calls fail. */
  fail(operation: EngineOperation, refusal: EngineRefusal, failure?: FakeFailure): void;
  /** No more failures. */
  heal(): void;
  /** Stops: containers end, event streams break, calls are refused as `unreachable`. */
  goDown(): void;
  /** Starts again, and those containers that have such a restart policy. */
  comeUp(): void;
  /** The first process of a container ends. */
  die(nameOrId: string, end?: Partial<ContainerEnd>): void;
  /** Somebody removes a container by hand. */
  vanish(nameOrId: string): void;
  /** Somebody else makes a container and starts it; its name is in the spec. */
  adopt(spec: Partial<ContainerSpec> & { readonly name: string }): FakeContainer;
  addImage(name: string): void;
  /** An image that the engine does not have but can pull. */
  addToRegistry(name: string): void;
  removeImage(name: string): void;
}

/** What the engine has at first; absent: nothing. */
export interface FakeDockerEngineOptions {
  readonly clock: Clock;
  /** That the engine has. */
  readonly images?: readonly string[];
  /** That it can pull. */
  readonly registry?: readonly string[];
  /** Networks that others made, with a subnet that the engine chose. */
  readonly networks?: readonly string[];
  readonly info?: Partial<EngineInfo>;
  /** Absent: every program succeeds without a word. */
  readonly onExec?: FakeExec;
}

interface Failing extends FakeFailure {
  readonly operation: EngineOperation;
  readonly refusal: EngineRefusal;
  left: number;
}

/** A Docker engine for tests. */
export function fakeDockerEngine(options: FakeDockerEngineOptions): FakeDockerEngine {
  const { clock } = options;
  const containers = new Map<string, ChangingContainer>();
  const networks = fakeNetworks();
  const images = new Set(options.images);
  const registry = new Set(options.registry);
  const streams = new Map<FakeEvents, Labels>();
  const calls: string[] = [];
  let failing: Failing[] = [];
  let exec: FakeExec = options.onExec ?? (() => ({ exitCode: 0, stdout: '', stderr: '' }));
  let up = true;
  let made = 0;
  for (const name of ['bridge', ...(options.networks ?? [])]) networks.create({ name, labels: {}, subnets: [], ipv6: false, options: {} });

  const refuse = (words: string, refusal: EngineRefusal, why: string): never => {
    throw refused(new EngineAnswer(refusal, why), { action: words, why });
  };
  const find = (nameOrId: string): ChangingContainer | undefined =>
    containers.get(nameOrId) ?? [...containers.values()].find(({ name }) => name === nameOrId);
  const mustFind = (words: string, nameOrId: string): ChangingContainer =>
    find(nameOrId) ?? refuse(words, 'not-found', `there is no container ${nameOrId}`);
  const tell = (container: ChangingContainer, action: string): void => {
    const event: ContainerEvent = { id: container.id, name: container.name, action };
    for (const [stream, labels] of streams) if (carries(container.spec.labels, labels)) stream.push(event);
  };
  const gone = (): Error => {
    const why = 'nothing listens at fake://engine';
    return refused(new EngineAnswer('unreachable', why), { action: 'follow the events of the Docker engine', why });
  };

  /** What every call does first; `words` is what is asked, `of` whom. */
  const asked = async (operation: EngineOperation, of: string, signal: AbortSignal): Promise<string> => {
    const words = of === '' ? operation : `${operation} ${of}`;
    signal.throwIfAborted();
    await Promise.resolve();
    signal.throwIfAborted();
    if (!up) refuse(words, 'unreachable', 'nothing listens at fake://engine');
    calls.push(words);
    const failure = failing.find((each) => each.operation === operation && each.left > 0 && (each.of === undefined || each.of === of));
    if (failure !== undefined) {
      failure.left -= 1;
      refuse(words, failure.refusal, failure.why ?? `the test wants it to be refused as ${failure.refusal}`);
    }
    return words;
  };

  const start = (container: ChangingContainer): EngineRefusal | undefined => {
    const attached = networks.attach(container.spec.network, container.id, fixedAddresses(container.spec));
    if (typeof attached === 'string') return attached;
    container.addresses = attached;
    container.state = 'running';
    container.end = undefined;
    container.starts += 1;
    container.processes = new AbortController();
    tell(container, 'start');
    return undefined;
  };
  const end = (container: ChangingContainer, how: Partial<ContainerEnd>): void => {
    if (container.state !== 'running') return;
    const { fixed } = container.addresses;
    container.state = 'exited';
    container.end = { exitCode: 137, outOfMemory: false, finishedAt: clock.now(), ...how };
    container.addresses = fixed === undefined ? {} : { fixed };
    networks.detach(container.id);
    container.processes.abort();
    tell(container, 'die');
  };
  const remove = (container: ChangingContainer): void => {
    end(container, {});
    containers.delete(container.id);
    tell(container, 'destroy');
  };
  const add = (spec: ContainerSpec): ChangingContainer => {
    const container = fakeContainer(`c${(made += 1)}`, spec, clock.now());
    containers.set(container.id, container);
    tell(container, 'create');
    return container;
  };

  return {
    address: 'fake://engine',
    calls,
    get running() {
      return [...containers.values()].filter(({ state }) => state === 'running').map(({ name }) => name);
    },
    get all() {
      return [...containers.values()];
    },
    container: (nameOrId) => mustFind('find', nameOrId),
    onExec: (next) => void (exec = next),
    fail: (operation, refusal, failure = {}) => void failing.push({ ...failure, operation, refusal, left: failure.times ?? Infinity }),
    heal: () => void (failing = []),
    goDown() {
      up = false;
      for (const container of containers.values()) end(container, {});
      for (const stream of streams.keys()) stream.fail(gone());
      streams.clear();
    },
    comeUp() {
      up = true;
      for (const container of containers.values())
        if (['always', 'unless-stopped'].includes(container.spec.restartPolicy.name) && container.starts > 0) start(container);
    },
    die: (nameOrId, how = {}) => end(mustFind('end', nameOrId), how),
    vanish: (nameOrId) => remove(mustFind('remove', nameOrId)),
    adopt(spec) {
      const container = add(plainSpec(spec.name, spec));
      const refusal = start(container);
      if (refusal !== undefined) throw new Error(`${spec.name}: ${startRefusals[refusal] ?? refusal}`);
      return container;
    },
    addImage: (name) => void images.add(name),
    addToRegistry: (name) => void registry.add(name),
    removeImage: (name) => void images.delete(name),

    async info(signal) {
      await asked('info', '', signal);
      return { ...usualInfo, ...options.info };
    },
    async list(labels, signal) {
      await asked('list', '', signal);
      return [...containers.values()].filter(({ spec }) => carries(spec.labels, labels)).map((container) => container.show());
    },
    async inspect(nameOrId, signal) {
      await asked('inspect', nameOrId, signal);
      const container = find(nameOrId);
      if (container === undefined) return undefined;
      return { ...container.show(), ...(container.end === undefined ? {} : { end: container.end }) };
    },
    async create(spec, signal) {
      const words = await asked('create', spec.name, signal);
      if (!images.has(spec.image)) refuse(words, 'not-found', `the engine has no image ${spec.image}`);
      if (find(spec.name) !== undefined) refuse(words, 'conflict', `the name ${spec.name} is taken by another container`);
      return add(spec).id;
    },
    async start(nameOrId, signal) {
      const words = await asked('start', nameOrId, signal);
      const container = mustFind(words, nameOrId);
      if (container.state === 'running') return;
      const refusal = start(container);
      if (refusal !== undefined) refuse(words, refusal, startRefusals[refusal] ?? 'it cannot be started');
    },
    async kill(nameOrId, name, signal) {
      const words = await asked('kill', nameOrId, signal);
      const container = mustFind(words, nameOrId);
      if (container.state !== 'running') refuse(words, 'not-running', 'the container does not run');
      container.signals.push(name);
      if (name === 'SIGKILL' || name === 'SIGTERM') end(container, { exitCode: name === 'SIGKILL' ? 137 : 143 });
    },
    async remove(nameOrId, signal) {
      await asked('remove', nameOrId, signal);
      const container = find(nameOrId);
      if (container !== undefined) remove(container);
    },
    async exec(nameOrId, request, signal) {
      const words = await asked('exec', nameOrId, signal);
      const container = mustFind(words, nameOrId);
      if (container.state !== 'running') refuse(words, 'not-running', 'the container does not run');
      const ended = container.processes.signal;
      const both = AbortSignal.any([signal, ended]);
      const stopped = new Promise<ExecResult>((resolve, reject) => {
        const stop = (): void => {
          if (signal.aborted) reject(signal.reason as Error);
          else if (up) resolve({ exitCode: 137, stdout: '', stderr: '' });
          else reject(gone());
        };
        both.addEventListener('abort', stop, { once: true });
      });
      return Promise.race([stopped, exec(container, request, both)]);
    },
    async upload(nameOrId, folder, archive, signal) {
      const words = await asked('upload', nameOrId, signal);
      const container = mustFind(words, nameOrId);
      for (const [path, file] of await unpack(archive, folder)) container.files.set(path, file);
    },
    async readFile(nameOrId, path, signal) {
      const words = await asked('readFile', nameOrId, signal);
      return mustFind(words, nameOrId).files.get(path)?.content;
    },
    async logs(nameOrId, lines, signal) {
      const words = await asked('logs', nameOrId, signal);
      return mustFind(words, nameOrId).log.split('\n').slice(-lines).join('\n');
    },
    async image(name, signal) {
      await asked('image', name, signal);
      return images.has(name) ? `sha256:${Buffer.from(name).toString('hex')}` : undefined;
    },
    async pull(name, signal) {
      const words = await asked('pull', name, signal);
      if (!registry.has(name)) refuse(words, 'not-found', `no registry has the image ${name}`);
      images.add(name);
    },
    async saveImage(name, signal) {
      const words = await asked('saveImage', name, signal);
      if (!images.has(name)) refuse(words, 'not-found', `the engine has no image ${name}`);
      return Readable.from([Buffer.from(`image ${name}`)]);
    },
    async network(name, signal) {
      await asked('network', name, signal);
      return networks.get(name);
    },
    async createNetwork(network, signal) {
      const words = await asked('createNetwork', network.name, signal);
      const refusal = networks.create(network);
      if (refusal !== undefined) refuse(words, refusal, refusal === 'conflict' ? 'the name is taken' : 'the subnet is taken');
    },
    async removeNetwork(name, signal) {
      const words = await asked('removeNetwork', name, signal);
      const inUse = networks.get(name)?.inUse ?? [];
      if (inUse.length > 0) refuse(words, 'other', 'it has active endpoints');
      networks.remove(name);
    },
    async events(labels, signal) {
      signal.throwIfAborted();
      await Promise.resolve();
      if (!up) throw gone();
      const stream = fakeEvents();
      streams.set(stream, labels);
      signal.addEventListener('abort', () => {
        streams.delete(stream);
        stream.fail(signal.reason as Error);
      });
      return stream;
    },
  };
}

type Labels = Readonly<Record<string, string | undefined>>;

function carries(labels: Readonly<Record<string, string>>, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => (value === undefined ? labels[key] !== undefined : labels[key] === value));
}

const startRefusals: Partial<Readonly<Record<EngineRefusal, string>>> = {
  'not-found': 'its network does not exist',
  'address-in-use': 'its address is in use',
  other: 'addresses can be asked for only in networks with a subnet that somebody chose',
};

const usualInfo: EngineInfo = {
  version: '28.0.0',
  operatingSystem: 'Debian GNU/Linux 13 (trixie)',
  architecture: 'x86_64',
  storageDriver: 'overlay2',
  securityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
  cgroupVersion: '2',
  cgroupDriver: 'systemd',
  processors: 2,
  memory: 8 * 1024 ** 3,
};
