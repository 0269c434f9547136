import { providers } from '../providers.ts';

/** Which port of the sandbox is for what. All are in a row, so that one flag moves them. */
export interface ProviderPorts {
  health(app: string, replica: number): number;
  diagnostics(app: string, replica: number): number;
  /** Where one replica serves webhooks. */
  webhooks(app: string, replica: number): number;
  /** Where the API server calls webhooks: of the only replica, or what stands for the Service before several. */
  service(app: string): number;
  readonly all: readonly number[];
}

const perReplica = providers.length * 3;

/**
 * Each replica has health and diagnostics of each provider, then the webhooks of each. After the last one come the services, when there
 * are several replicas.
 */
export function providerPorts(first: number, replicas: number): ProviderPorts {
  const index = (app: string): number => providers.findIndex((provider) => provider.app === app);
  const block = (replica: number): number => first + replica * perReplica;
  const webhooks = (app: string, replica: number): number => block(replica) + providers.length * 2 + index(app);
  const count = replicas * perReplica + (replicas > 1 ? providers.length : 0);
  return {
    health: (app, replica) => block(replica) + index(app) * 2,
    diagnostics: (app, replica) => block(replica) + index(app) * 2 + 1,
    webhooks,
    service: (app) => (replicas === 1 ? webhooks(app, 0) : block(replicas) + index(app)),
    all: Array.from({ length: count }, (_, port) => first + port),
  };
}
