import type { Readable } from 'node:stream';

import type { Container, ContainerEnd, ContainerSpec } from './container.ts';

/**
 * A Docker engine over one pool of connections. What fails rejects with an OperationError that says what was asked, of which container
 * or image, why the engine refused, and what to do: `terminal` when asking again cannot help (a name that is taken, an image that no
 * registry has, a mount that the engine refuses), otherwise `transient` (the engine is gone, too busy, out of space). What the engine's
 * answer was is told by `engineRefusal`. Every call ends when its signal is aborted.
 */
export interface DockerEngine {
  /** Where the engine is, for messages: `unix:///var/run/docker.sock`. */
  readonly address: string;
  info(signal: AbortSignal): Promise<EngineInfo>;
  /** All containers that carry these labels, running or not; undefined as a label's value means any value. */
  list(labels: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<readonly Container[]>;
  /** @returns undefined when there is no such container */
  inspect(container: string, signal: AbortSignal): Promise<(Container & { readonly end?: ContainerEnd }) | undefined>;
  /** @returns the container's id; it does not run yet */
  create(spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  /** Done already when it runs. */
  start(container: string, signal: AbortSignal): Promise<void>;
  /** Sends a signal such as `SIGHUP` to the first process. */
  kill(container: string, name: string, signal: AbortSignal): Promise<void>;
  /** Ends it if it runs, and takes its anonymous volumes along. Done already when it is gone; waits for a removal that is under way. */
  remove(container: string, signal: AbortSignal): Promise<void>;
  /** Runs a program in a container to its end. A failing program is no error: see its exit code. */
  exec(container: string, run: ExecRequest, signal: AbortSignal): Promise<ExecResult>;
  /**
   * Unpacks a tar archive into a folder that exists, with the owners and modes that the archive says. Whether the container runs or not.
   * An engine before version 24 sees the container's disk and volumes, but no tmpfs: what goes to `/run` or `/tmp` is lost there.
   */
  upload(container: string, folder: string, archive: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Sees what `upload` sees. @returns undefined when there is no such file */
  readFile(container: string, path: string, signal: AbortSignal): Promise<Buffer | undefined>;
  /** The last lines of both streams of the first process, without escape sequences of a terminal. */
  logs(container: string, lines: number, signal: AbortSignal): Promise<string>;
  /** @returns the image's id; undefined when the engine does not have it */
  image(name: string, signal: AbortSignal): Promise<string | undefined>;
  /** Fetches an image without credentials. Rejects when the engine reports an error while it does. */
  pull(name: string, signal: AbortSignal): Promise<void>;
  /** The image as an archive that `docker load` and `ctr images import` read. */
  saveImage(name: string, signal: AbortSignal): Promise<Readable>;
  /** @returns undefined when there is no such network */
  network(name: string, signal: AbortSignal): Promise<Network | undefined>;
  /** Rejects with refusal `conflict` when the name is taken, and with `overlap` when a subnet is. */
  createNetwork(network: NewNetwork, signal: AbortSignal): Promise<void>;
  /** Done already when it is gone. */
  removeNetwork(name: string, signal: AbortSignal): Promise<void>;
  /**
   * What happens to containers that carry these labels (undefined as a value: any), from now on; commands that run in them are no such
   * thing. Resolves when the engine tells. What it returns ends only by an error: refusal `unreachable`, or the signal's reason.
   */
  events(labels: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<AsyncIterable<ContainerEvent>>;
}

/** Something happened to a container; how it is now, `inspect` tells. */
export interface ContainerEvent {
  readonly id: string;
  readonly name: string;
  /** In the engine's words: `create`, `start`, `die`, `destroy`, … */
  readonly action: string;
}

/** What an engine tells of itself and of its host, in its own words. */
export interface EngineInfo {
  readonly version: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly storageDriver: string;
  readonly securityOptions: readonly string[];
  readonly cgroupVersion: string;
  readonly cgroupDriver: string;
  readonly processors: number;
  /** Bytes. */
  readonly memory: number;
}

/** A program to run in a container: absent fields are as the container has them. */
export interface ExecRequest {
  readonly command: readonly string[];
  /** Written to its standard input, which ends after it. */
  readonly input?: string | Uint8Array | Readable;
  readonly user?: string;
  readonly workingFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly privileged?: boolean;
  /** Gets each piece of output as it comes; what the result holds is cut to the last 64 KiB of each stream. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', piece: string) => void;
}

/** What came of it: of each stream the last 64 KiB. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A network as the engine shows it. */
export interface Network {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly subnets: readonly string[];
  /** Addresses in use by containers that run. */
  readonly inUse: readonly string[];
  readonly gateways: readonly string[];
}

/** A bridge network that is wanted. */
export interface NewNetwork {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** With subnets of our own, containers may be given fixed addresses. */
  readonly subnets: readonly string[];
  /** Parts of the subnets that the engine chooses addresses from (the engine's `IPRange`), in the order of the subnets; absent: all. */
  readonly ranges?: readonly string[];
  readonly ipv6: boolean;
  /** Options of the bridge driver. */
  readonly options: Readonly<Record<string, string>>;
}

/** Why an engine refused, as far as a caller needs to tell cases apart. */
export type EngineRefusal =
  /** Nothing listens there, or the connection broke. */
  | 'unreachable'
  /** There is no such container, image or network. */
  | 'not-found'
  /** A name is taken. */
  | 'conflict'
  /** A subnet overlaps with that of another network. */
  | 'overlap'
  /** An address is taken. */
  | 'address-in-use'
  /** The engine's disk is full. */
  | 'no-space'
  /** The container does not run. */
  | 'not-running'
  | 'other';
