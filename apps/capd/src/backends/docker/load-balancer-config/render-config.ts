import { isIP, isIPv6 } from 'node:net';

import { fn, GoInteger, parseTemplate, TemplateError } from '@capi/go-template';

import type { Problem } from '../problem.ts';
import type { Backends } from './backends.ts';
import { defaultTemplate } from './default-template.ts';

/** What a configuration is rendered from. */
export interface LoadBalancerConfig {
  /** Of the control plane endpoint, from `endpointPort`. */
  readonly port: number;
  /** Whether the cluster has IPv6 only. */
  readonly ipv6: boolean;
  readonly backends: Backends;
  /** A Go template instead of the built-in one: `value` of the ConfigMap that the cluster names. */
  readonly template?: string;
}

/**
 * The configuration file of a load balancer. Whether HAProxy accepts it, HAProxy must say. A problem names the line of the template.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/loadbalancer/config.go (variables)
 */
export function renderLoadBalancerConfig({ port, ipv6, backends, template }: LoadBalancerConfig): string | Problem {
  const wrong =
    wrongPort(port) ??
    Object.entries(backends)
      .map(wrongBackend)
      .find((problem) => problem !== undefined);
  if (wrong !== undefined) return { problem: wrong };
  const parsed = parseTemplate(template ?? defaultTemplate, { functions, missingKey: 'error' });
  if (parsed instanceof TemplateError) return problemOf(parsed);
  try {
    return withLastLineEnded(parsed.render(variablesOf(port, ipv6, backends)));
  } catch (error) {
    if (error instanceof TemplateError) return problemOf(error);
    throw error;
  }
}

const functions = {
  JoinHostPort: fn(['string', 'string'], (host, port) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)),
};

const variablesOf = (port: number, ipv6: boolean, backends: Backends) => ({
  FrontendControlPlanePort: String(port),
  BackendControlPlanePort: '6443',
  BackendServers: Object.fromEntries(
    Object.entries(backends).map(([name, { address, weight }]) => [
      name,
      { Address: address, Weight: new GoInteger('int', BigInt(weight)) },
    ]),
  ),
  IPv6: ipv6,
});

const problemOf = ({ message }: TemplateError): Problem => ({ problem: `the template of the HAProxy configuration is wrong: ${message}` });

// HAProxy takes a last line that does not end for a file that was cut off.
const withLastLineEnded = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

const wrongPort = (port: number): string | undefined =>
  Number.isInteger(port) && port >= 1 && port <= 65_535
    ? undefined
    : `the port ${port} of the control plane endpoint is not between 1 and 65535`;

// Each becomes part of a line: none may end it and begin another.
function wrongBackend([name, { address, weight }]: [string, Backends[string]]): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return `a load balancer cannot have a server called ${JSON.stringify(name)}`;
  if (isIP(address) === 0 || (isIPv6(address) && address.includes('%')))
    return `${JSON.stringify(address)} of ${name} is not an IP address`;
  return Number.isInteger(weight) && weight >= 0 && weight <= 256 ? undefined : `the weight ${weight} of ${name} is not between 0 and 256`;
}
