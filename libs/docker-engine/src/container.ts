import type { Instant } from '@capi/seams';

/** A container as the engine shows it, whether it runs or not. Plain JSON. */
export interface Container {
  readonly id: string;
  /** Without the slash in front. */
  readonly name: string;
  /** As the engine tells it: a name, or an id when the name has moved on. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: ContainerState;
  readonly createdAt: Instant;
  /** In each network that it is part of; an address that it does not have, or not at present, is absent. */
  readonly networks: Readonly<Record<string, NetworkAddresses>>;
  /** Ports on the engine's host, by port of the container such as `6443/tcp`. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Addresses of a container in one network, without their prefix. */
export interface NetworkAddresses {
  readonly ipv4?: string;
  readonly ipv6?: string;
  /** What it was created with, and has whenever it runs (the engine's `IPAMConfig`); absent when the engine chooses. */
  readonly fixed?: { readonly ipv4?: string; readonly ipv6?: string };
}

/** In the engine's words. Only in `running` and `paused` are there processes. */
export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** Why a container no longer runs. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** The engine's own words, when it could not start the container. */
  readonly error?: string;
  readonly finishedAt?: Instant;
}

/** What is wanted of a new container. */
export interface ContainerSpec {
  readonly name: string;
  readonly hostname: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent: what the image says. */
  readonly entrypoint?: readonly string[];
  readonly user?: string;
  readonly tty: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly privileged: boolean;
  readonly securityOptions: readonly string[];
  readonly network: string;
  /** Addresses in the network; absent: the engine chooses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  /** Options of a tmpfs by the folder where it is mounted. */
  readonly tmpfs: Readonly<Record<string, string>>;
  /** Folders with an anonymous volume each. */
  readonly volumes: readonly string[];
  readonly mounts: readonly BindMount[];
  readonly devices: readonly { readonly path: string; readonly permissions: string }[];
  readonly restartPolicy: { readonly name: 'no' | 'on-failure' | 'unless-stopped' | 'always'; readonly retries?: number };
  readonly cgroupNamespace?: 'private' | 'host';
  readonly userNamespace?: 'host';
  readonly sysctls: Readonly<Record<string, string>>;
  /** By port of the container, such as `6443/tcp`. Port 0 lets the engine choose. */
  readonly publish: Readonly<Record<string, { readonly address: string; readonly port: number }>>;
}

/** A folder or file of the engine's host inside a container. */
export interface BindMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Further options, such as `Z` for SELinux. */
  readonly options?: readonly string[];
}
