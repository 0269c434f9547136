// The parts of the engine's API (version 1.41 and later) that are read or written here, in its own spelling.

/** Answer of `GET /version`. */
export interface VersionAnswer {
  readonly ApiVersion: string;
}

/** Answer of `GET /info`. */
export interface InfoAnswer {
  readonly ServerVersion: string;
  readonly OperatingSystem: string;
  readonly Architecture: string;
  readonly Driver: string;
  readonly SecurityOptions: readonly string[] | null;
  /** Absent before version 20.10. */
  readonly CgroupVersion?: string;
  readonly CgroupDriver: string;
  readonly NCPU: number;
  readonly MemTotal: number;
}

/** Body of `POST /containers/create`. */
export interface CreateRequest {
  readonly Hostname: string;
  readonly Image: string;
  readonly Entrypoint?: readonly string[];
  readonly User?: string;
  readonly Tty: boolean;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Env: readonly string[];
  readonly ExposedPorts: Readonly<Record<string, object>>;
  readonly HostConfig: HostConfig;
  readonly NetworkingConfig?: { readonly EndpointsConfig: Readonly<Record<string, Endpoint>> };
}

export interface HostConfig {
  readonly Privileged: boolean;
  readonly SecurityOpt: readonly string[];
  readonly NetworkMode: string;
  readonly Tmpfs: Readonly<Record<string, string>>;
  readonly Binds: readonly string[];
  readonly Mounts: readonly VolumeMount[];
  readonly Devices: readonly { readonly PathOnHost: string; readonly PathInContainer: string; readonly CgroupPermissions: string }[];
  readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount?: number };
  readonly Init: boolean;
  readonly CgroupnsMode?: string;
  readonly UsernsMode?: string;
  readonly Sysctls?: Readonly<Record<string, string>>;
  readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;
}

/** Without a source, the volume is anonymous. */
export interface VolumeMount {
  readonly Type: 'volume';
  readonly Target: string;
  readonly VolumeOptions: { readonly Labels: Readonly<Record<string, string>> };
}

/** A container's part of a network. What is not there is empty or absent. */
export interface Endpoint {
  readonly IPAddress?: string;
  readonly GlobalIPv6Address?: string;
  readonly IPAMConfig?: { readonly IPv4Address?: string; readonly IPv6Address?: string } | null;
}

/** One of the answer of `GET /containers/json`. */
export interface ListedContainer {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Image: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly State: string;
  /** Seconds since 1970. */
  readonly Created: number;
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, Endpoint>> };
  readonly Ports: readonly { readonly PrivatePort: number; readonly PublicPort?: number; readonly Type: string }[] | null;
}

/** Answer of `GET /containers/{name}/json`. */
export interface InspectedContainer {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Config: { readonly Image: string; readonly Labels: Readonly<Record<string, string>> | null; readonly Tty: boolean };
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Error: string;
    readonly FinishedAt: string;
  };
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, Endpoint>>;
    readonly Ports?: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> | null;
  };
}

/** Answer of `GET /exec/{id}/json`. */
export interface InspectedExec {
  readonly Running: boolean;
  readonly ExitCode: number | null;
}

/** Body of `POST /networks/create`. */
export interface CreateNetworkRequest {
  readonly Name: string;
  readonly CheckDuplicate: boolean;
  readonly Driver: string;
  readonly EnableIPv6: boolean;
  readonly IPAM?: { readonly Driver: string; readonly Config: readonly { readonly Subnet: string; readonly IPRange?: string }[] };
  readonly Labels: Readonly<Record<string, string>>;
  readonly Options: Readonly<Record<string, string>>;
}

/** Answer of `GET /networks/{name}`. */
export interface InspectedNetwork {
  readonly Id: string;
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly IPAM?: { readonly Config?: readonly { readonly Subnet?: string; readonly Gateway?: string }[] | null };
  /** By id; addresses with the length of the network's prefix, or empty. */
  readonly Containers?: Readonly<Record<string, { readonly IPv4Address: string; readonly IPv6Address: string }>> | null;
}

/** A line of `GET /events`. */
export interface EventLine {
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
}

/** A line of the answer of `POST /images/create`. */
export interface PullLine {
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}
