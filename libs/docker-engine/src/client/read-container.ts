import { instant, parseInstant, type Instant } from '@capi/seams';

import type { Container, ContainerEnd, ContainerState, NetworkAddresses } from '../container.ts';
import type { Endpoint, InspectedContainer, ListedContainer } from './api.ts';

/** A container of a list. */
export function readListed(listed: ListedContainer): Container {
  const { Id, Names, Image, Labels, State, Created, NetworkSettings, Ports } = listed;
  // Links give a container further names, which have a second slash.
  const name = Names.map((each) => each.replace(/^\//, '')).find((each) => !each.includes('/')) ?? Id;
  // An engine with IPv6 has each port twice; the first counts.
  const published = (Ports ?? [])
    .toReversed()
    .flatMap(({ PrivatePort, Type, PublicPort = 0 }) => (PublicPort > 0 ? [[`${PrivatePort}/${Type}`, PublicPort] as const] : []));
  return {
    id: Id,
    name,
    image: Image,
    labels: { ...Labels },
    state: State as ContainerState,
    createdAt: instant(Created * 1000),
    networks: readNetworks(NetworkSettings.Networks),
    ports: Object.fromEntries(published),
  };
}

/** A container that was asked for by itself. */
export function readInspected(inspected: InspectedContainer): Container & { readonly end?: ContainerEnd } {
  const { Id, Name, Config, State, Created, NetworkSettings } = inspected;
  const state = State.Status as ContainerState;
  const created = parseInstant(Created) ?? instant(0);
  const ports = Object.entries(NetworkSettings.Ports ?? {}).flatMap(([port, bindings]) => {
    const number = Number(bindings?.[0]?.HostPort ?? 0);
    return number > 0 ? [[port, number] as const] : [];
  });
  const end = readEnd(state, State);
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    labels: { ...Config.Labels },
    state,
    // Lists have no fractions, and both have to tell the same of one container.
    createdAt: instant(Math.floor(created / 1000) * 1000),
    networks: readNetworks(NetworkSettings.Networks),
    ports: Object.fromEntries(ports),
    ...(end === undefined ? {} : { end }),
  };
}

function readEnd(state: ContainerState, found: InspectedContainer['State']): ContainerEnd | undefined {
  const { ExitCode, OOMKilled, Error: error, FinishedAt } = found;
  const isOver = state === 'exited' || state === 'dead' || (state === 'created' && error !== '');
  if (!isOver) return undefined;
  const finishedAt = readTime(FinishedAt);
  return {
    exitCode: ExitCode,
    outOfMemory: OOMKilled,
    ...(error === '' ? {} : { error }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}

/** What has not happened yet was, for an engine, in the year 1. */
function readTime(text: string): Instant | undefined {
  const time = parseInstant(text);
  return time === undefined || time < 0 ? undefined : time;
}

function readNetworks(networks: Readonly<Record<string, Endpoint>>): Readonly<Record<string, NetworkAddresses>> {
  return Object.fromEntries(Object.entries(networks).map(([name, endpoint]) => [name, readEndpoint(endpoint)]));
}

function readEndpoint({ IPAddress, GlobalIPv6Address, IPAMConfig }: Endpoint): NetworkAddresses {
  const fixed = addresses(IPAMConfig?.IPv4Address, IPAMConfig?.IPv6Address);
  return { ...addresses(IPAddress, GlobalIPv6Address), ...(fixed.ipv4 === undefined && fixed.ipv6 === undefined ? {} : { fixed }) };
}

/** An engine writes an address that there is not as an empty text, or leaves it out. */
const addresses = (ipv4 = '', ipv6 = ''): { ipv4?: string; ipv6?: string } => ({
  ...(ipv4 === '' ? {} : { ipv4 }),
  ...(ipv6 === '' ? {} : { ipv6 }),
});
