import { instant, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createHealthChecks } from '../health/health-checks.ts';
import { providerChecks } from './provider-checks.ts';

function aProcess(webhooks = true) {
  const clock = virtualClock(instant(0));
  const health = createHealthChecks();
  const end = new AbortController();
  const checks = providerChecks(health, { clock, webhooks }, end.signal);
  const passes = async (path: string): Promise<boolean> => (await health.handler({} as never, path)).status === 200;
  return { clock, checks, end, passes };
}

describe('checks of a provider', () => {
  test('fail until webhooks are served, and readiness until they can answer and caches are full', async () => {
    const { checks, passes } = aProcess();
    expect([await passes('/healthz'), await passes('/readyz')]).toEqual([false, false]);
    let [canAnswer, isSynced] = [false, false];
    checks.serving(() => canAnswer);
    checks.filling(() => isSynced);
    expect([await passes('/healthz'), await passes('/readyz')]).toEqual([true, false]);
    canAnswer = true;
    expect([await passes('/readyz/webhook'), await passes('/readyz')]).toEqual([true, false]);
    isSynced = true;
    expect(await passes('/readyz')).toBe(true);
  });

  test('wait for caches only so long, since these may wait for the conversions of this very process', async () => {
    const { clock, checks, passes } = aProcess();
    checks.serving(() => true);
    checks.filling(() => false);
    await clock.advance(seconds(19));
    expect(await passes('/readyz')).toBe(false);
    await clock.advance(seconds(1));
    expect(await passes('/readyz')).toBe(true);
  });

  test('need no webhooks where there are none', async () => {
    const { checks, passes } = aProcess(false);
    expect([await passes('/healthz'), await passes('/readyz')]).toEqual([true, false]);
    checks.filling(() => true);
    expect(await passes('/readyz')).toBe(true);
  });

  test('say that a process which is asked to end is alive, and not ready', async () => {
    const { checks, end, passes } = aProcess();
    checks.serving(() => true);
    checks.filling(() => true);
    end.abort(new Error('SIGTERM'));
    expect([await passes('/healthz'), await passes('/readyz')]).toEqual([true, false]);
  });
});
