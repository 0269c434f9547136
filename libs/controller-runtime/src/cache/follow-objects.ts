import type { KubernetesObject, Resource } from '@capi/api';
import type { Clock, Random } from '@capi/seams';

import type { Log } from '../logging/log.ts';
import { createProblemLog } from '../logging/problem-log.ts';
import type { Transport } from '../transport/transport.ts';
import { listAndWatch } from './list-and-watch.ts';

/** Which objects are followed, and through what. */
export interface FollowOptions {
  readonly transport: Transport;
  readonly resource: Resource<KubernetesObject>;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  /** Field selector: `spec.nodeName=a`. Absent: all objects of the kind. */
  readonly fields?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Watches a few objects for a while without keeping them: calls back when they were first listed, and whenever one of them appears,
 * changes or goes. For what somebody waits for now and then, so that not all objects of the kind have to be cached.
 * @returns only when the signal is aborted
 */
export async function followObjects(options: FollowOptions, changed: () => void, signal: AbortSignal): Promise<void> {
  const { resource, fields, log, namespace, ...surroundings } = options;
  const problems = createProblemLog(options.clock, log);
  const subject = `watch ${resource.plural}`;
  await listAndWatch(
    {
      ...surroundings,
      log,
      scope: { resource },
      namespace,
      ...(fields === undefined ? {} : { fields }),
      failed: (error) =>
        problems.failed(
          { error, subject, where: subject, level: 'warn', message: 'Watch failed, trying again', values: { resource: resource.plural } },
          log,
        ),
      went: () => problems.recovered(subject),
    },
    { replace: changed, put: changed, remove: changed, bookmark: () => undefined },
    signal,
  );
}
