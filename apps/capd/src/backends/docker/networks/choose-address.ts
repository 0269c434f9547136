import { isWithin, parseAddress, printAddress, type Subnet } from './subnet.ts';

export interface AddressesSeen {
  /** The part of the subnet that we give addresses out of. */
  readonly ours: Subnet;
  /** The whole of it: an address that is asked for may be anywhere. */
  readonly subnet: Subnet;
  /** Those that a container has or will have, gateways, and what was found to be in use. */
  readonly taken: ReadonlySet<string>;
  /** The last one that was given out. */
  readonly last?: string;
  readonly wanted?: string;
}

/**
 * An address for a new container: the one that is wanted if it is free, otherwise the next free one after the last that was given out.
 * Addresses come back late that way: a load balancer, or a member of an etcd, that still knows a container which is gone should not meet
 * another one there. Undefined when all are taken.
 */
export function chooseAddress({ ours, subnet, taken, last, wanted }: AddressesSeen): string | undefined {
  const asked = wanted === undefined ? undefined : parseAddress(wanted);
  if (wanted !== undefined && asked !== undefined && isWithin(subnet, asked) && !taken.has(wanted)) return wanted;
  // The first host is left out: people look for the gateway there.
  const first = ours.first + 2;
  const hosts = ours.last - first + 1;
  const before = last === undefined ? undefined : parseAddress(last);
  const start = before !== undefined && before >= first && isWithin(ours, before) ? before - first + 1 : 0;
  for (let step = 0; step < hosts; step += 1) {
    const address = printAddress(first + ((start + step) % hosts));
    if (!taken.has(address)) return address;
  }
  return undefined;
}

/** The fixed IPv6 address that goes with an IPv4 address: the same host number, in a subnet such as `fd00:1:2:3::/64`. */
export function matchingIPv6(subnet: string, { first }: Subnet, address: string): string | undefined {
  const prefix = /^(.*)::\/64$/.exec(subnet)?.[1];
  const number = parseAddress(address);
  if (prefix === undefined || number === undefined) return undefined;
  const host = number - first;
  const low = (host % 65_536).toString(16);
  return host < 65_536 ? `${prefix}::${low}` : `${prefix}::${Math.floor(host / 65_536).toString(16)}:${low}`;
}

/** The IPv4 address that a fixed IPv6 address goes with: the other way round. */
export function matchingIPv4(subnet: string, { first }: Subnet, address: string): string | undefined {
  const prefix = /^(.*)::\/64$/.exec(subnet)?.[1];
  if (prefix === undefined || !address.startsWith(`${prefix}::`)) return undefined;
  const groups = address.slice(prefix.length + 2).split(':');
  if (groups.length > 2 || !groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return printAddress(first + groups.reduce((sum, group) => sum * 65_536 + Number.parseInt(group, 16), 0));
}
