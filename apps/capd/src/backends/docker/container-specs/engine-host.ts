import type { EngineInfo } from '@capi/docker-engine';

import type { IpFamily } from '../ip-family/ip-family.ts';

/** What the engine's host and this process tell about how containers must be made. */
export interface EngineHost {
  readonly engine: Pick<EngineInfo, 'storageDriver' | 'securityOptions'>;
  /** Whether `/sys/fs/selinux/enforce` of this process says 1. */
  readonly seLinuxEnforcing: boolean;
  /** From `proxiesOf`; none when it is empty. */
  readonly proxies: ProxySettings;
}

/** The network that a container is made in. */
export interface NetworkPlace {
  readonly name: string;
  readonly subnets: readonly string[];
  readonly family: IpFamily;
  /** A fixed address; absent: the engine chooses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}

/** Environment variables by which programs find a proxy, upper case. */
export type ProxySettings = Readonly<Partial<Record<(typeof proxyVariables)[number], string>>>;
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** The proxy settings of this process, which the containers get too. Upper case wins. They may hold passwords: not for logs. */
export const proxiesOf = (environment: Readonly<Record<string, string | undefined>>): ProxySettings =>
  Object.fromEntries(
    proxyVariables
      .map((name) => [name, environment[name] || environment[name.toLowerCase()]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );

/** The proxy settings of a container: none stands between it and what is in its own network and cluster. */
export function proxyEnvironment(proxies: ProxySettings, container: string, subnets: readonly string[]): Readonly<Record<string, string>> {
  if (Object.keys(proxies).length === 0) return {};
  const direct = [...subnets, proxies.NO_PROXY ?? '', container, '.svc', '.svc.cluster', '.svc.cluster.local'].filter(
    (name) => name !== '',
  );
  const settings = Object.entries({ ...proxies, NO_PROXY: direct.join(',') });
  return Object.fromEntries(
    settings.flatMap(([name, value]) => [
      [name, value],
      [name.toLowerCase(), value],
    ]),
  );
}
