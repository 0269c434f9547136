import { resourceName } from '@capi/api';
import { minutes, seconds, type Clock } from '@capi/seams';

import type { Cache, CacheScope } from '../cache/cache.ts';
import { ApiError } from '../client/api-error.ts';
import type { Log } from '../logging/log.ts';
import type { ProblemLog } from '../logging/problem-log.ts';
import type { Controller } from './controller.ts';

/** How long the first lists may take, as in controller-runtime with Cluster API's setting. */
const syncTimeout = minutes(5);

export interface CachingSurroundings {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  readonly problems: ProblemLog;
}

/**
 * Resolves when all kinds that controllers read and watch are in the cache. Kinds that cannot be listed yet are tried again.
 * @throws ApiError when one cannot be listed after five minutes
 */
export async function ensureCached(
  controllers: readonly Controller[],
  { cache, clock, log, problems }: CachingSurroundings,
  signal: AbortSignal,
): Promise<void> {
  const deadline = clock.monotonic() + syncTimeout;
  const ensure = async (scope: CacheScope): Promise<void> => {
    for (;;) {
      try {
        return await cache.ensure(scope, signal);
      } catch (error) {
        // Typically a CRD that is being installed right now.
        if (!(error instanceof ApiError) || clock.monotonic() > deadline) throw error;
        const name = resourceName(scope.resource);
        const said = { level: 'warn', message: 'Cannot watch a kind yet, trying again', values: { resource: name } } as const;
        problems.failed({ ...said, error, subject: `watch ${name}/${scope.resource.version}`, where: name }, log);
        await clock.sleep(seconds(1), signal);
      }
    }
  };
  await Promise.all(scopesOf(controllers).map(ensure));
}

/** Every kind once for each scope that names something special; those first, since a plain wish takes what there is. */
function scopesOf(controllers: readonly Controller[]): readonly CacheScope[] {
  const scopes = controllers.flatMap(({ resource, watches, reads }) => [
    ...reads,
    { resource } as CacheScope,
    ...watches.map((declared): CacheScope => ({ resource: declared.resource as never })),
  ]);
  const special = ({ labelSelector, metadataOnly, trim }: CacheScope): boolean =>
    labelSelector !== undefined || metadataOnly === true || trim !== undefined;
  return scopes.toSorted((a, b) => Number(special(b)) - Number(special(a)));
}
