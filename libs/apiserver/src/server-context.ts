import type { Clock, Random } from '@capi/seams';

import type { WorkQueue } from './background/work-queue.ts';
import type { Registry } from './registry/registry.ts';
import type { ObjectStorage } from './storage/object-storage.ts';
import type { Bookmarks } from './watch/bookmarks.ts';

/** What every route works on. */
export interface ServerContext {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly bookmarks: Bookmarks;
  /** What follows from writes: garbage collection, emptying namespaces. */
  readonly work: WorkQueue;
  readonly clock: Clock;
  readonly random: Random;
  /** The answer to `/version`. */
  readonly version: Readonly<Record<string, string>>;
}
