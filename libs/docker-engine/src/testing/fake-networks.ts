import type { NetworkAddresses } from '../container.ts';
import type { EngineRefusal, Network, NewNetwork } from '../docker-engine.ts';

/** Networks and who has which address in them. */
export interface FakeNetworks {
  get(name: string): Network | undefined;
  /** @returns why not */
  create(network: NewNetwork): EngineRefusal | undefined;
  remove(name: string): void;
  /** Gives a container its address: the fixed one, else the next free one. @returns why not */
  attach(name: string, container: string, fixed: NetworkAddresses['fixed']): NetworkAddresses | EngineRefusal;
  detach(container: string): void;
}

interface Attached {
  readonly network: string;
  readonly address: string;
}

interface FakeNetwork {
  readonly id: string;
  readonly wanted: NewNetwork;
  /** When nobody chose one; no address can be asked for in it. */
  readonly ownSubnet: string;
}

export function fakeNetworks(): FakeNetworks {
  const networks = new Map<string, FakeNetwork>();
  const attached = new Map<string, Attached>();
  let made = 0;
  const usedIn = (name: string): readonly string[] =>
    [...attached.values()].filter(({ network }) => network === name).map(({ address }) => address);
  const subnetOf = ({ wanted, ownSubnet }: FakeNetwork): string => wanted.subnets.find((subnet) => subnet.includes('.')) ?? ownSubnet;
  return {
    get(name) {
      const known = networks.get(name);
      if (known === undefined) return undefined;
      const { id, wanted, ownSubnet } = known;
      const subnets = wanted.subnets.length === 0 ? [ownSubnet] : wanted.subnets;
      return { id, name, labels: wanted.labels, subnets, inUse: usedIn(name).toSorted(), gateways: [address(subnetOf(known), 1)] };
    },
    create(wanted) {
      if (networks.has(wanted.name)) return 'conflict';
      for (const other of networks.values()) if (wanted.subnets.some((subnet) => overlaps(subnet, subnetOf(other)))) return 'overlap';
      made += 1;
      networks.set(wanted.name, { id: `network-${made}`, wanted, ownSubnet: `172.${16 + made}.0.0/16` });
      return undefined;
    },
    remove(name) {
      networks.delete(name);
    },
    attach(name, container, fixed) {
      const known = networks.get(name);
      if (known === undefined) return 'not-found';
      const used = usedIn(name);
      if (fixed?.ipv4 !== undefined) {
        if (known.wanted.subnets.length === 0) return 'other';
        if (used.includes(fixed.ipv4)) return 'address-in-use';
        attached.set(container, { network: name, address: fixed.ipv4 });
        return { ipv4: fixed.ipv4, fixed };
      }
      const subnet = known.wanted.ranges?.find((range) => range.includes('.')) ?? subnetOf(known);
      for (let host = 2; ; host += 1) {
        const ipv4 = address(subnet, host);
        if (used.includes(ipv4)) continue;
        attached.set(container, { network: name, address: ipv4 });
        return { ipv4, ...(fixed === undefined ? {} : { fixed }) };
      }
    },
    detach(container) {
      attached.delete(container);
    },
  };
}

const number = (ipv4: string): number => ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** The address number `host` of a subnet. */
function address(subnet: string, host: number): string {
  const value = number(subnet.replace(/\/.*/, '')) + host;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function overlaps(one: string, other: string): boolean {
  if (one.includes(':') || other.includes(':')) return one === other;
  const size = 2 ** (32 - Math.min(...[one, other].map((subnet) => Number(subnet.replace(/.*\//, '')))));
  const [first = 0, second = 0] = [one, other].map((subnet) => Math.floor(number(subnet.replace(/\/.*/, '')) / size));
  return first === second;
}
