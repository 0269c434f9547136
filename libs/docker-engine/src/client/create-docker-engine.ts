import type { Clock } from '@capi/seams';

import type { DockerEngine, EngineInfo } from '../docker-engine.ts';
import type { InfoAnswer } from './api.ts';
import { createConnection, soon, type Connection } from './connection.ts';
import { containerCalls } from './container-calls.ts';
import { parseDockerAddress, type DockerEnvironment } from './docker-address.ts';
import { followEvents } from './follow-events.ts';
import { imageCalls } from './image-calls.ts';
import { networkCalls } from './network-calls.ts';

/** Which engine, and by whose time answers are awaited. */
export interface DockerEngineOptions {
  /** Where it is, as in DOCKER_HOST, which it goes before. Absent or empty: as the environment says. */
  readonly host?: string;
  /** The variables of the `docker` command. */
  readonly environment: DockerEnvironment;
  readonly clock: Clock;
}

/**
 * An engine that is reached by its API. Nothing is loaded, read or connected before it is first asked something; an address that cannot be
 * used is the answer to every call.
 */
export function createDockerEngine({ host, environment, clock }: DockerEngineOptions): DockerEngine {
  const asGiven = host ?? environment.DOCKER_HOST ?? '';
  const connection = createConnection(parseDockerAddress(host, environment), asGiven, clock);
  return {
    address: connection.address,
    info: (signal) => info(connection, signal),
    events: (labels, signal) => followEvents(connection, labels, signal),
    ...containerCalls(connection),
    ...imageCalls(connection),
    ...networkCalls(connection),
  };
}

async function info(connection: Connection, signal: AbortSignal): Promise<EngineInfo> {
  const found = await connection.call({ action: 'read the properties of the Docker engine' }, soon, signal, (client, limited) =>
    client.json<InfoAnswer>({ method: 'GET', path: '/info' }, limited),
  );
  return {
    version: found.ServerVersion,
    operatingSystem: found.OperatingSystem,
    architecture: found.Architecture,
    storageDriver: found.Driver,
    securityOptions: found.SecurityOptions ?? [],
    cgroupVersion: found.CgroupVersion ?? '1',
    cgroupDriver: found.CgroupDriver,
    processors: found.NCPU,
    memory: found.MemTotal,
  };
}
