import { createHash } from 'node:crypto';

import { engineRefusal, type DockerEngine, type Network, type NewNetwork } from '@capi/docker-engine';
import { transient } from '@capi/seams';

import { networkLabels } from '../names/labels.ts';
import { halves, parseSubnet } from './subnet.ts';

/**
 * Makes the network that containers go to. Its IPv4 subnet is one that the engine finds free: it looks at the routes of its host, which we
 * cannot. But only in a subnet that was asked for by name may a container ask for an address, so that a network is made for the
 * engine to choose, looked at, removed, and made again with what was chosen.
 */
export async function makeNetwork(engine: DockerEngine, name: string, signal: AbortSignal): Promise<Network> {
  const ipv4 = await chosenByEngine(engine, name, signal);
  const subnet = parseSubnet(ipv4);
  const wanted: NewNetwork = {
    name,
    labels: networkLabels,
    subnets: [ipv4],
    ipv6: false,
    options: { 'com.docker.network.bridge.enable_ip_masquerade': 'true' },
    ...(subnet === undefined ? {} : { ranges: [halves(subnet).engines] }),
  };
  await create(engine, wanted, signal);
  const made = await engine.network(name, signal);
  if (made === undefined) throw transient({ action: `make network ${name}`, why: 'it is gone again' });
  return made;
}

/** With IPv6 where the engine's host has it. */
async function create(engine: DockerEngine, network: NewNetwork, signal: AbortSignal): Promise<void> {
  const ipv6 = uniqueLocal(network.name);
  try {
    const ranges = network.ranges === undefined ? {} : { ranges: [...network.ranges, ipv6.range] };
    await engine.createNetwork({ ...network, ...ranges, subnets: [...network.subnets, ipv6.subnet], ipv6: true }, signal);
  } catch (error) {
    // Somebody else was quicker: a kind cluster, say, which makes the same network.
    if (engineRefusal(error) === 'conflict') return;
    if (engineRefusal(error) === 'unreachable') throw error;
    await engine.createNetwork(network, signal);
  }
}

/** Name of the network that is made for the engine to choose a subnet. */
export const probeOf = (name: string): string => `${name}-subnet-probe`;

async function chosenByEngine(engine: DockerEngine, name: string, signal: AbortSignal): Promise<string> {
  const probe = probeOf(name);
  // One that a killed process left behind would do, but for the subnet having been taken meanwhile.
  await engine.removeNetwork(probe, signal);
  await engine.createNetwork({ name: probe, labels: networkLabels, subnets: [], ipv6: false, options: {} }, signal);
  const made = await engine.network(probe, signal);
  await engine.removeNetwork(probe, signal);
  const subnet = made?.subnets.find((text) => parseSubnet(text) !== undefined);
  if (subnet === undefined) throw transient({ action: `find a subnet for network ${name}`, why: 'the engine chose none' });
  return subnet;
}

/**
 * A subnet of unique local addresses (RFC 4193) that is always the same for a name, and the part that the engine chooses from: not its upper
 * half, with which Docker 20.10 does not reckon.
 */
function uniqueLocal(name: string): { readonly subnet: string; readonly range: string } {
  const digits = createHash('sha256').update(`network ${name}`).digest('hex');
  const prefix = `fd${digits.slice(0, 2)}:${digits.slice(2, 6)}:${digits.slice(6, 10)}:${digits.slice(10, 14)}`;
  return { subnet: `${prefix}::/64`, range: `${prefix}:1::/80` };
}
