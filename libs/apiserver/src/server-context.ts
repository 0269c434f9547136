import type { Clock, Random } from '@capi/seams';

import type { Hooks } from './admission/hooks.ts';
import type { Authenticator } from './authentication/user-info.ts';
import type { Authorizer } from './authorization/authorizer.ts';
import type { WorkQueue } from './background/work-queue.ts';
import type { Registry } from './registry/registry.ts';
import type { ServiceAccountTokens } from './service-accounts/service-account-tokens.ts';
import type { ObjectStorage } from './storage/object-storage.ts';
import type { SubresourceRoute } from './subresources/subresource-route.ts';
import type { Bookmarks } from './watch/bookmarks.ts';
import type { WebhookClient } from './webhooks/webhook-client.ts';

/** What every route works on. */
export interface ServerContext {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  /** Who is asked about writes. */
  readonly hooks: Hooks;
  readonly webhookClient: WebhookClient;
  readonly bookmarks: Bookmarks;
  /** What follows from writes: garbage collection, emptying namespaces. */
  readonly work: WorkQueue;
  readonly clock: Clock;
  readonly random: Random;
  /** The answer to `/version`. */
  readonly version: Readonly<Record<string, string>>;
  readonly authenticate: Authenticator;
  readonly authorize: Authorizer;
  /** Absent when the server has no key to sign tokens with. */
  readonly tokens: ServiceAccountTokens | undefined;
  /** PEM; goes into token secrets. */
  readonly clusterCa: string | undefined;
  /** Subresources that others answer, by `resource/subresource`. */
  readonly extensions: ReadonlyMap<string, SubresourceRoute>;
}
