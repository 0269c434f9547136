import { milliseconds, later, seconds } from '@capi/seams';

import type { ContainerEvent } from '../docker-engine.ts';
import type { EventLine } from './api.ts';
import type { Connection } from './connection.ts';
import { explain, unreachable } from './explain.ts';
import { jsonLines } from './json-lines.ts';
import { labelFilter } from './label-filter.ts';

/** Those after which a container is not as it was. The engine tells many more, four for each program that runs in one. */
const changes = ['create', 'start', 'restart', 'die', 'stop', 'kill', 'pause', 'unpause', 'destroy', 'rename', 'update', 'oom'];
/** An engine answers just before it listens; what it may have missed by then it tells from memory. Too much does no harm. */
const overlap = seconds(-10);

/** @returns when the engine tells, the events of containers with these labels */
export async function followEvents(
  connection: Connection,
  labels: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<AsyncIterable<ContainerEvent>> {
  const asked = { action: 'follow the events of the Docker engine' };
  const since = Math.floor(later(connection.clock.now(), overlap) / milliseconds(1000));
  const query = { since, filters: { type: ['container'], label: labelFilter(labels), event: changes } };
  const stream = await connection.call(asked, undefined, signal, (client, limited) =>
    client.stream({ method: 'GET', path: '/events', query }, limited),
  );
  return events();

  async function* events(): AsyncGenerator<ContainerEvent> {
    try {
      for await (const line of jsonLines(stream)) {
        const { Action = '', Actor: { ID = '', Attributes = {} } = {} } = line as EventLine;
        if (ID !== '') yield { id: ID, name: Attributes['name'] ?? ID, action: Action };
      }
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof SyntaxError ? brokenOff() : explain(error, asked, connection.address);
    }
    signal.throwIfAborted();
    throw brokenOff();
  }

  function brokenOff(): Error {
    return unreachable(asked.action, connection.address, 'it ended the stream of events');
  }
}
