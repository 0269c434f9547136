import { isIPv4, isIPv6 } from 'node:net';

import type { DeepReadonly } from '@capi/seams';

import type { Problem } from '../problem.ts';

/** Which addresses the nodes of a cluster have; `dual` is IPv4 first. */
export type IpFamily = 'ipv4' | 'ipv6' | 'dual';

/** `spec.clusterNetwork` of a Cluster, as far as it matters here. */
export type ClusterNetwork = DeepReadonly<{ pods?: { cidrBlocks?: string[] }; services?: { cidrBlocks?: string[] } }>;

/**
 * The IP family of a cluster, which follows from the ranges of its Pods and Services; without any it is IPv4.
 * @see upstream v1.14.0 test/infrastructure/container (behaviour)
 */
export function ipFamilyOf(network: ClusterNetwork | undefined): IpFamily | Problem {
  const pods = familyOfRanges('pods', network?.pods?.cidrBlocks ?? []);
  const services = familyOfRanges('services', network?.services?.cidrBlocks ?? []);
  if (typeof pods === 'object') return pods;
  if (typeof services === 'object') return services;
  // Services of one family are fine for Pods of both.
  if (pods === 'dual' || pods === services || services === undefined) return pods ?? 'ipv4';
  if (pods === undefined) return services;
  return { problem: `Pods are ${names[pods]} and Services ${names[services]} in spec.clusterNetwork of the Cluster: give both the same` };
}

const names = { ipv4: 'IPv4', ipv6: 'IPv6', dual: 'dual-stack' } as const satisfies Record<IpFamily, string>;

function familyOfRanges(of: 'pods' | 'services', ranges: readonly string[]): IpFamily | Problem | undefined {
  const field = `spec.clusterNetwork.${of}.cidrBlocks of the Cluster`;
  if (ranges.length > 2) return { problem: `${field} has ${ranges.length} ranges: there can be two, one for each IP family` };
  const families = new Set<IpFamily>();
  for (const range of ranges) {
    const family = familyOfRange(range);
    if (family === undefined) return { problem: `${JSON.stringify(range)} in ${field} is not a range of addresses such as 10.244.0.0/16` };
    families.add(family);
  }
  return families.size > 1 ? 'dual' : [...families][0];
}

function familyOfRange(range: string): 'ipv4' | 'ipv6' | undefined {
  const [, address = '', bits = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(range) ?? [];
  if (isIPv4(address) && Number(bits) <= 32) return 'ipv4';
  if (isIPv6(address) && Number(bits) <= 128) return 'ipv6';
  return undefined;
}
