import type { Container } from '@capi/docker-engine';

import type { IpFamily } from './ip-family.ts';

/** One of `status.addresses`. */
export interface MachineAddress {
  readonly type: 'Hostname' | 'InternalIP' | 'ExternalIP';
  readonly address: string;
}

/** The addresses of a container that its cluster uses, the first one first; none while it has none, as when it does not run. */
export function addressesOf({ networks }: Pick<Container, 'networks'>, network: string, family: IpFamily): readonly string[] {
  // A container made by others, or before the flag changed, may be in another network only.
  const { ipv4, ipv6 } = networks[network] ?? Object.values(networks)[0] ?? {};
  const wanted = { ipv4: [ipv4], ipv6: [ipv6], dual: [ipv4, ipv6] }[family];
  return wanted.filter((address) => address !== undefined);
}

/** What the machine of a container shows: upstream's shape, in which every address is both internal and external. */
export const machineAddresses = (
  container: Pick<Container, 'name' | 'networks'>,
  network: string,
  family: IpFamily,
): readonly MachineAddress[] => [
  { type: 'Hostname', address: container.name },
  ...addressesOf(container, network, family).flatMap((address) => [
    { type: 'InternalIP' as const, address },
    { type: 'ExternalIP' as const, address },
  ]),
];
