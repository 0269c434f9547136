import { minutes } from '@capi/seams';

import type { DockerEngine, Network, NewNetwork } from '../docker-engine.ts';
import type { CreateNetworkRequest, InspectedNetwork } from './api.ts';
import { soon, type Connection } from './connection.ts';
import { unlessNotFound } from './explain.ts';

/** For what changes filters of the host. */
const eventually = minutes(2);

/** What an engine does with networks. */
export function networkCalls(connection: Connection): Pick<DockerEngine, 'network' | 'createNetwork' | 'removeNetwork'> {
  return {
    async network(name, signal) {
      const call = connection.call({ action: `inspect network ${name}` }, soon, signal, (client, limited) =>
        client.json<InspectedNetwork>({ method: 'GET', path: networkPath(name) }, limited),
      );
      const found = await unlessNotFound(call);
      return found === undefined ? undefined : readNetwork(found);
    },
    async createNetwork(network, signal) {
      const body = createRequest(network);
      await connection.call({ action: `create network ${network.name}` }, eventually, signal, (client, limited) =>
        client.json({ method: 'POST', path: '/networks/create', body }, limited),
      );
    },
    async removeNetwork(name, signal) {
      const call = connection.call({ action: `remove network ${name}` }, eventually, signal, (client, limited) =>
        client.json({ method: 'DELETE', path: networkPath(name) }, limited),
      );
      await unlessNotFound(call);
    },
  };
}

const networkPath = (name: string): string => `/networks/${encodeURIComponent(name)}`;

function createRequest({ name, labels, subnets, ranges = [], ipv6, options }: NewNetwork): CreateNetworkRequest {
  const config = subnets.map((Subnet, index) => {
    const IPRange = ranges[index];
    return { Subnet, ...(IPRange === undefined ? {} : { IPRange }) };
  });
  return {
    Name: name,
    // Engines before version 25 make a second network of the same name otherwise.
    CheckDuplicate: true,
    Driver: 'bridge',
    EnableIPv6: ipv6,
    ...(config.length === 0 ? {} : { IPAM: { Driver: 'default', Config: config } }),
    Labels: { ...labels },
    Options: { ...options },
  };
}

function readNetwork({ Id, Name, Labels, IPAM, Containers }: InspectedNetwork): Network {
  const configs = IPAM?.Config ?? [];
  const addresses = Object.values(Containers ?? {}).flatMap(({ IPv4Address, IPv6Address }) => [IPv4Address, IPv6Address]);
  return {
    id: Id,
    name: Name,
    labels: { ...Labels },
    subnets: configs.flatMap(({ Subnet }) => Subnet ?? []),
    // They come with the length of the network's prefix.
    inUse: addresses.filter((address) => address !== '').map((address) => address.replace(/\/.*/, '')),
    gateways: configs.flatMap(({ Gateway }) => Gateway ?? []),
  };
}
