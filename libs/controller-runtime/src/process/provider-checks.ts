import { seconds, type Clock, type Duration } from '@capi/seams';

import type { HealthChecks } from '../health/health-checks.ts';

/** What the checks of a provider process look at; absent parts are not there yet. */
export interface ProviderChecks {
  /** Webhooks are served from now on. `canAnswer` says whether they have what their answers need. */
  serving(canAnswer: () => boolean): void;
  /** Caches are being filled from now on. `isSynced` says whether they are. */
  filling(isSynced: () => boolean): void;
}

/**
 * How long a process is held for not ready because of its caches. Not for ever: objects that are stored in an old version can only be
 * listed when this very process converts them, and a Service leads there only when it is ready.
 */
const patience: Duration = seconds(20);

/**
 * Adds the checks that orchestrators look at. `webhook`, upstream's name: alive when webhooks are served, ready when they can answer as
 * well. `caches`: ready when the first lists are in. Neither asks who leads, since every replica serves webhooks and stands by with full
 * caches. All of them fail once the process was asked to end.
 */
export function providerChecks(
  health: HealthChecks,
  { clock, webhooks }: { readonly clock: Clock; readonly webhooks: boolean },
  signal: AbortSignal,
): ProviderChecks {
  let canAnswer: (() => boolean) | undefined;
  let caches: { readonly isSynced: () => boolean; readonly since: Duration } | undefined;
  const require = (holds: boolean, otherwise: string): void => {
    if (!holds) throw new Error(otherwise);
  };
  const staying = (): void => require(!signal.aborted, 'the process was asked to end');
  if (webhooks) {
    health.addHealth('webhook', () => require(canAnswer !== undefined, 'the webhook server does not serve yet'));
    health.addReadiness('webhook', () => {
      staying();
      require(canAnswer?.() === true, 'webhooks are not served yet, or CRDs are not read');
    });
  }
  health.addReadiness('caches', () => {
    staying();
    const isLate = caches !== undefined && clock.monotonic() - caches.since >= patience;
    require(caches?.isSynced() === true || isLate, 'the first lists are not in yet');
  });
  return {
    serving: (can) => void (canAnswer = can),
    filling: (isSynced) => void (caches = { isSynced, since: clock.monotonic() }),
  };
}
