import type { DockerEngine } from '@capi/docker-engine';

/** A method of the engine. */
export type Operation = Exclude<keyof DockerEngine, 'address'>;

/** Runs a call to the engine. `call` may be given a signal of its own. */
export type Around = <T>(operation: Operation, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

// All of them take their signal last, on which the wrapping relies.
const operations: Readonly<Record<Operation, true>> = {
  info: true,
  list: true,
  inspect: true,
  create: true,
  start: true,
  kill: true,
  remove: true,
  exec: true,
  upload: true,
  readFile: true,
  logs: true,
  image: true,
  pull: true,
  saveImage: true,
  network: true,
  createNetwork: true,
  removeNetwork: true,
  events: true,
};

/** An engine of which every call goes through `around`. */
export function aroundCalls(engine: DockerEngine, around: Around): DockerEngine {
  type Call = (...parameters: unknown[]) => Promise<unknown>;
  const wrapped = (operation: Operation): Call => {
    const inner = engine[operation].bind(engine) as Call;
    return (...parameters) => {
      const signal = parameters.at(-1) as AbortSignal;
      return around(operation, signal, (limited) => inner(...parameters.slice(0, -1), limited));
    };
  };
  const names = Object.keys(operations) as Operation[];
  return { address: engine.address, ...Object.fromEntries(names.map((name) => [name, wrapped(name)])) } as unknown as DockerEngine;
}
