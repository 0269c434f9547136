import { instant } from '@capi/seams';

import { podStatus } from './pod-status.ts';

const at = instant(0);
const container = (state: Parameters<typeof podStatus>[0]) => podStatus(state, 'capi/core:sandbox').containerStatuses?.[0];

describe('the pod of a provider', () => {
  test('is ready while the process runs', () =>
    expect(container({ phase: 'running', since: at, restarts: 0 })).toMatchObject({
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: '1970-01-01T00:00:00Z' } },
    }));

  test('is not ready between two lives, and says how the last one ended', () =>
    expect(
      container({ phase: 'ended', at, restarts: 2, last: { ending: { code: null, signal: 'SIGKILL' }, startedAt: at, endedAt: at } }),
    ).toMatchObject({ ready: false, restartCount: 2, lastState: { terminated: { exitCode: 137, signal: 9, reason: 'Error' } } }));

  test('remembers its last life while it runs again', () =>
    expect(
      container({ phase: 'running', since: at, restarts: 1, last: { ending: { code: 1, signal: null }, startedAt: at, endedAt: at } }),
    ).toMatchObject({ ready: true, lastState: { terminated: { exitCode: 1 } } }));
});
