import { engineRefusal, type Container, type DockerEngine, type Network } from '@capi/docker-engine';
import { terminal } from '@capi/seams';

import { dockerLabels } from '../names/labels.ts';
import { chooseAddress, matchingIPv4, matchingIPv6 } from './choose-address.ts';
import { makeNetwork, probeOf } from './make-network.ts';
import type { Networks, Place } from './networks.ts';
import { halves, isWithin, parseAddress, parseSubnet, type Subnet } from './subnet.ts';

/** How many addresses that turn out to be in use a container is tried with. */
const attempts = 5;

/**
 * @param engine whose containers go to the network
 * @param name of the network; made when it is not there
 */
export function createNetworks(engine: DockerEngine, name: string): Networks {
  /** Addresses of containers that are being made. */
  const reserved = new Set<string>();
  /** How many containers are being made, with an address of their own or without. */
  let beingMade = 0;
  /** In use by something that the engine does not list. */
  const strange = new Set<string>();
  let last: string | undefined;
  const inTurn = turns();

  const fixedPlace = (network: Network, containers: readonly Container[], address: string | undefined): Place => {
    const [subnet] = network.subnets.flatMap((text) => parseSubnet(text) ?? []);
    if (network.labels[dockerLabels.managed] !== 'true' || subnet === undefined) return { name, subnets: network.subnets };
    const wanted = address === undefined ? undefined : ipv4Of(network, subnet, address);
    const held = containers.flatMap((container) => addressesIn(name, container));
    const { ours } = halves(subnet);
    last ??= highest(ours, held);
    const ipv4 = chooseAddress({
      ours,
      subnet,
      taken: new Set([...held, ...network.inUse, ...network.gateways, ...reserved, ...strange]),
      ...(last === undefined ? {} : { last }),
      ...(wanted === undefined ? {} : { wanted }),
    });
    if (ipv4 === undefined) {
      const hint = `remove containers from the network, or the whole network, which is made anew then`;
      throw terminal({ action: 'find an address', object: `a container in network ${name}`, why: 'all are taken', hint });
    }
    if (ipv4 !== wanted) last = ipv4;
    const ipv6 = network.subnets.flatMap((text) => matchingIPv6(text, subnet, ipv4) ?? []).at(0);
    return { name, subnets: network.subnets, ipv4, ...(ipv6 === undefined ? {} : { ipv6 }) };
  };

  /** Finds a place and reserves it. */
  const reserve = (wanted: string | undefined, signal: AbortSignal): Promise<Place> =>
    inTurn(async () => {
      // All containers, live: also those of others, and those that stopped, come back to their address.
      const [network, containers] = await Promise.all([engine.network(name, signal), engine.list({}, signal)]);
      const place = fixedPlace(network ?? (await makeNetwork(engine, name, signal)), containers, wanted);
      if (place.ipv4 !== undefined) reserved.add(place.ipv4);
      beingMade += 1;
      return place;
    });

  return {
    name,
    async place({ address }, create, signal) {
      for (let attempt = 1; ; attempt += 1) {
        const place = await reserve(address, signal);
        try {
          return await create(place);
        } catch (error) {
          const isTaken = place.ipv4 !== undefined && engineRefusal(error) === 'address-in-use';
          if (!isTaken || attempt === attempts) throw error;
          strange.add(place.ipv4 ?? '');
        } finally {
          reserved.delete(place.ipv4 ?? '');
          beingMade -= 1;
        }
      }
    },
    removeUnused: (signal) =>
      inTurn(async () => {
        if (beingMade > 0) return;
        const network = await engine.network(name, signal);
        if (network?.labels[dockerLabels.managed] !== 'true') return;
        const containers = await engine.list({}, signal);
        if (containers.some(({ networks }) => networks[name] !== undefined)) return;
        await engine.removeNetwork(name, signal);
        // Of a process that ended while it made the network.
        await engine.removeNetwork(probeOf(name), signal);
      }),
  };
}

/** An IPv6 address is asked for by the IPv4 address that it goes with. */
const ipv4Of = (network: Network, subnet: Subnet, address: string): string =>
  network.subnets.flatMap((text) => matchingIPv4(text, subnet, address) ?? []).at(0) ?? address;

/** The addresses that a container has or will have when it runs again. */
function addressesIn(network: string, { networks }: Container): readonly string[] {
  const { ipv4, fixed } = networks[network] ?? {};
  return [ipv4, fixed?.ipv4].filter((address) => address !== undefined);
}

function highest(ours: Subnet, addresses: readonly string[]): string | undefined {
  const within = addresses.filter((address) => isWithin(ours, parseAddress(address) ?? -1));
  return within.toSorted((a, b) => (parseAddress(a) ?? 0) - (parseAddress(b) ?? 0)).at(-1);
}

/** Lets one piece of work run at a time, in the order of asking. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = before.then(work);
    before = own.catch(() => undefined);
    return own;
  };
}
