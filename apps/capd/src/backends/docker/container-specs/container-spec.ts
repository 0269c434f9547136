import type { BindMount, ContainerSpec } from '@capi/docker-engine';

import type { Labels } from '../names/labels.ts';
import { proxyEnvironment, type EngineHost, type NetworkPlace } from './engine-host.ts';

/** What all containers of a cluster differ in. */
export interface NewContainer {
  readonly name: string;
  readonly labels: Labels;
  readonly image: string;
  readonly network: NetworkPlace;
  readonly mounts: readonly BindMount[];
}

/**
 * What the containers of nodes and of load balancers have in common.
 * @see upstream v1.14.0 test/infrastructure/container/docker.go (behaviour)
 */
export const containerSpec = ({ name, labels, image, network, mounts }: NewContainer, host: EngineHost): ContainerSpec => ({
  name,
  hostname: name,
  image,
  labels,
  tty: true,
  environment: proxyEnvironment(host.proxies, name, network.subnets),
  privileged: true,
  securityOptions: ['seccomp=unconfined', 'apparmor=unconfined'],
  network: network.name,
  ...(network.ipv4 !== undefined && { ipv4: network.ipv4 }),
  ...(network.ipv6 !== undefined && { ipv6: network.ipv6 }),
  tmpfs: { '/tmp': '', '/run': '' },
  volumes: ['/var'],
  mounts: mountsOn(host, mounts),
  devices: host.engine.securityOptions.includes('name=rootless') ? [{ path: '/dev/fuse', permissions: 'rw' }] : [],
  // Upstream restarts once, and only what failed: after a restart of the engine its clusters are gone. Ours come back, since their
  // addresses stay the same, and what somebody has stopped stays stopped.
  restartPolicy: { name: 'unless-stopped' },
  ...(host.engine.securityOptions.some((option) => option.includes('name=userns')) && { userNamespace: 'host' }),
  sysctls: {},
  publish: {},
});

// Device mapper: the storage of nested containers needs it there. Modules: the nodes look up what the kernel of the host offers.
function mountsOn({ engine, seLinuxEnforcing }: EngineHost, wanted: readonly BindMount[]): readonly BindMount[] {
  const deviceMapper = ['btrfs', 'zfs'].includes(engine.storageDriver) ? [readOnly('/dev/mapper')] : [];
  const mounts = [...deviceMapper, ...wanted, readOnly('/lib/modules')];
  return seLinuxEnforcing ? mounts.map(relabelled) : mounts;
}

const readOnly = (path: string): BindMount => ({ source: path, target: path, readOnly: true });
const relabelled = (mount: BindMount): BindMount => ({ ...mount, options: [mount.source.startsWith('/') ? 'Z' : 'z'] });
