import { parseManagerFlags } from '@capi/controller-runtime';

import { checkFlags, flagDefaults, ownFlags } from './flags.ts';

const read = (...argv: readonly string[]) =>
  parseManagerFlags(argv, {}, { program: 'kcp', own: ownFlags, check: checkFlags, defaults: flagDefaults });

describe('flags of the control-plane provider', () => {
  test('are upstream’s, with a lease that is renewed less often', () => {
    expect(read()).toMatchObject({
      kind: 'run',
      flags: {
        own: { 'kubeadmcontrolplane-concurrency': 100, 'remote-conditions-grace-period': 300_000 },
        leaderElection: { leaseDuration: 60_000, renewDeadline: 40_000, retryPeriod: 5000 },
      },
    });
  });

  test('refuse a grace period that a slow probe would outlast', () => {
    expect(read('--remote-conditions-grace-period=1m')).toEqual({
      kind: 'refused',
      message: 'kcp: --remote-conditions-grace-period must be at least 2m',
    });
  });
});
