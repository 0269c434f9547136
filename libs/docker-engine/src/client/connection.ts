import { readFileSync } from 'node:fs';
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { seconds, terminal, transient, within, type Clock, type Duration } from '@capi/seams';
import type { ConstructorOptions } from 'docker-modem';

import type { VersionAnswer } from './api.ts';
import type { DockerAddress, DockerTls, UnusableAddress } from './docker-address.ts';
import { engineClient, type EngineClient } from './engine-client.ts';
import { explain, type Asked } from './explain.ts';

/** The engine on one pool of connections; the client library is loaded when it is first asked something. */
export interface Connection {
  /** For messages. */
  readonly address: string;
  readonly clock: Clock;
  /**
   * Asks the engine something. What fails is explained; what is aborted rejects with the reason of `signal`.
   * @param limit after which there will be no answer any more; undefined where it may take as long as it takes
   */
  call<T>(asked: Asked, limit: Duration | undefined, signal: AbortSignal, work: Work<T>): Promise<T>;
}

export type Work<T> = (client: EngineClient, signal: AbortSignal) => Promise<T>;

/** For what an engine knows by heart. */
export const soon = seconds(30);

/**
 * The newest API whose documentation this library was read against. A newer engine still speaks it; an older one is spoken to in its own
 * newest.
 */
const newestKnown = '1.47';

export function createConnection(address: DockerAddress | UnusableAddress, asGiven: string, clock: Clock): Connection {
  let connecting: Promise<EngineClient> | undefined;
  const text = 'text' in address ? address.text : asGiven;

  const connect = async (to: DockerAddress): Promise<EngineClient> => {
    const { default: Modem } = await import('docker-modem');
    const options = clientOptions(to);
    if (to.apiVersion !== undefined) return engineClient(new Modem({ ...options, version: to.apiVersion }));
    // Not the signal of a caller: others wait for this answer too.
    const never = new AbortController().signal;
    const anyVersion = engineClient(new Modem(options));
    const { ApiVersion } = await within(soon, clock, never, (signal) =>
      anyVersion.json<VersionAnswer>({ method: 'GET', path: '/version' }, signal),
    );
    return engineClient(new Modem({ ...options, version: `v${olderVersion(ApiVersion, newestKnown)}` }));
  };
  const connected = (to: DockerAddress): Promise<EngineClient> => {
    connecting ??= connect(to);
    // The next call tries again.
    connecting.catch(() => (connecting = undefined));
    return connecting;
  };

  return {
    address: text,
    clock,
    async call(asked, limit, signal, work) {
      signal.throwIfAborted();
      if (!('text' in address)) throw terminal({ action: asked.action, ...address });
      try {
        const client = await unlessAborted(connected(address), signal);
        return await (limit === undefined ? work(client, signal) : within(limit, clock, signal, (limited) => work(client, limited)));
      } catch (error) {
        signal.throwIfAborted();
        throw explain(error, asked, text);
      }
    },
  };
}

/** Of two versions such as 1.41. */
export function olderVersion(one: string, other: string): string {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor) ? one : other;
}

/** All is said here, since the library fills up what is not from variables of its own choice. */
function clientOptions({ route }: DockerAddress): ConstructorOptions {
  if (route.kind === 'socket')
    return { socketPath: route.path, host: undefined, port: undefined, protocol: 'http', agent: pool(new PlainAgent(keepAlive)) };
  const { host, port, tls } = route;
  const place = { host: host.includes(':') ? `[${host}]` : host, port };
  if (tls === undefined) return { ...place, protocol: 'http', agent: pool(new PlainAgent(keepAlive)) };
  return { ...place, protocol: 'https', agent: pool(new SecureAgent({ ...keepAlive, ...tlsOptions(tls) })) };
}

const keepAlive = { keepAlive: true, maxFreeSockets: 16, scheduling: 'lifo' } as const;

function tlsOptions({ folder, verify }: DockerTls): object {
  const files =
    folder === undefined ? {} : { ca: readIn(folder, 'ca.pem'), cert: readIn(folder, 'cert.pem'), key: readIn(folder, 'key.pem') };
  return { ...files, rejectUnauthorized: verify };
}

function readIn(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw transient({ action: 'read the certificates of the Docker engine', why, hint: 'see what DOCKER_CERT_PATH says' }, error);
  }
}

/** The library prints the options of each request for its debug log, whether there is one or not: with a whole pool that takes milliseconds. */
const pool = <A extends PlainAgent>(agent: A): A => Object.assign(agent, { [inspect.custom]: () => 'pool' });

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: stop.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop.abort();
  }
}
