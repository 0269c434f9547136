import type { BindMount, ContainerSpec } from '../container.ts';
import type { CreateRequest, HostConfig } from './api.ts';

/** The body of a create request, without what says nothing. */
export function createRequest(spec: ContainerSpec): CreateRequest {
  const { entrypoint, user, publish, network, environment } = spec;
  const ports = Object.keys(publish);
  return {
    Hostname: spec.hostname,
    Image: spec.image,
    ...(entrypoint === undefined ? {} : { Entrypoint: [...entrypoint] }),
    ...(user === undefined ? {} : { User: user }),
    Tty: spec.tty,
    Labels: { ...spec.labels },
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
    HostConfig: hostConfig(spec),
    ...addresses(network, spec),
  };
}

function hostConfig(spec: ContainerSpec): HostConfig {
  const { restartPolicy, cgroupNamespace, userNamespace, volumes, labels } = spec;
  return {
    Privileged: spec.privileged,
    SecurityOpt: [...spec.securityOptions],
    NetworkMode: spec.network,
    Tmpfs: { ...spec.tmpfs },
    Binds: spec.mounts.map(bind),
    // A volume in the body's own list would have no labels, by which one sees whose it is.
    Mounts: volumes.map((Target) => ({ Type: 'volume', Target, VolumeOptions: { Labels: { ...labels } } })),
    Devices: spec.devices.map(({ path, permissions }) => ({ PathOnHost: path, PathInContainer: path, CgroupPermissions: permissions })),
    RestartPolicy: {
      Name: restartPolicy.name,
      ...(restartPolicy.retries === undefined ? {} : { MaximumRetryCount: restartPolicy.retries }),
    },
    // systemd is the first process of a node and has to be it; an engine may be set to put its own before it.
    Init: false,
    ...(cgroupNamespace === undefined ? {} : { CgroupnsMode: cgroupNamespace }),
    ...(userNamespace === undefined ? {} : { UsernsMode: userNamespace }),
    ...(Object.keys(spec.sysctls).length === 0 ? {} : { Sysctls: { ...spec.sysctls } }),
    PortBindings: Object.fromEntries(
      Object.entries(spec.publish).map(([inside, { address, port }]) => [inside, [{ HostIp: address, HostPort: String(port) }]]),
    ),
  };
}

const bind = ({ source, target, readOnly, options = [] }: BindMount): string => {
  const all = [...(readOnly ? ['ro'] : []), ...options];
  return [source, target, ...(all.length === 0 ? [] : [all.join(',')])].join(':');
};

function addresses(network: string, { ipv4, ipv6 }: ContainerSpec): Pick<CreateRequest, 'NetworkingConfig'> {
  if (ipv4 === undefined && ipv6 === undefined) return {};
  const fixed = { ...(ipv4 === undefined ? {} : { IPv4Address: ipv4 }), ...(ipv6 === undefined ? {} : { IPv6Address: ipv6 }) };
  return { NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: fixed } } } };
}
