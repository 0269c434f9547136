import { minutes, seconds } from '@capi/seams';

import { countFlag, listFlag } from './flag.ts';
import { parseManagerFlags, type ManagerFlags } from './manager-flags.ts';

const declaration = {
  program: 'widget-manager',
  own: { 'widget-concurrency': countFlag(50, 'Widgets at once.', 1), checks: listFlag(['All'], 'Checks.', ['All', 'None', 'Some']) },
};
const parse = (...argv: string[]) =>
  parseManagerFlags(argv, { POD_NAME: 'p', POD_UID: 'u', POD_NAMESPACE: '', POD_IP: '10.0.0.1' }, declaration);
const run = (...argv: string[]): ManagerFlags<(typeof declaration)['own']> => {
  const reading = parse(...argv);
  if (reading.kind !== 'run') throw new Error(JSON.stringify(reading));
  return reading.flags;
};

describe('manager flags', () => {
  test.each<{ rule: string; argv: string[]; wanted: unknown; read: (flags: ReturnType<typeof run>) => unknown }>([
    {
      rule: 'have the defaults of upstream',
      argv: [],
      wanted: [false, seconds(15), minutes(10)],
      read: (f) => [f.leaderElection.enabled, f.leaderElection.leaseDuration, f.syncPeriod],
    },
    { rule: 'take --flag=value', argv: ['--health-addr=127.0.0.1:0'], wanted: '127.0.0.1:0', read: (f) => f.healthAddress },
    { rule: 'take --flag value', argv: ['--health-addr', '127.0.0.1:0'], wanted: '127.0.0.1:0', read: (f) => f.healthAddress },
    { rule: 'take _ for -', argv: ['--health_addr=:1'], wanted: ':1', read: (f) => f.healthAddress },
    { rule: 'take a switch without a value', argv: ['--leader-elect'], wanted: true, read: (f) => f.leaderElection.enabled },
    { rule: 'take a switch with a value', argv: ['--leader-elect=false'], wanted: false, read: (f) => f.leaderElection.enabled },
    { rule: 'take an empty value for absent', argv: ['--namespace='], wanted: undefined, read: (f) => f.namespace },
    { rule: 'take -v 4', argv: ['-v', '4'], wanted: 4, read: (f) => f.verbosity },
    { rule: 'take -v4', argv: ['-v4'], wanted: 4, read: (f) => f.verbosity },
    { rule: 'take --v=4', argv: ['--v=4'], wanted: 4, read: (f) => f.verbosity },
    { rule: 'let the last one win', argv: ['--v=1', '--v=3'], wanted: 3, read: (f) => f.verbosity },
    { rule: 'read durations as Go writes them', argv: ['--sync-period=1h30m'], wanted: minutes(90), read: (f) => f.syncPeriod },
    { rule: 'read the flags of the provider', argv: ['--widget-concurrency=7'], wanted: 7, read: (f) => f.own['widget-concurrency'] },
    {
      rule: 'replace the default of a list and then add to it',
      argv: ['--checks=None', '--checks=Some'],
      wanted: ['None', 'Some'],
      read: (f) => f.own.checks,
    },
    { rule: 'take an empty list', argv: ['--checks='], wanted: [], read: (f) => f.own.checks },
    { rule: 'know the pod from the environment', argv: [], wanted: { name: 'p', uid: 'u', ip: '10.0.0.1' }, read: (f) => f.pod },
    { rule: 'have no request limit when the rate is zero', argv: ['--kube-api-qps=0'], wanted: undefined, read: (f) => f.rateLimit },
    {
      rule: 'switch a feature on',
      argv: ['--feature-gates=ClusterTopology=true,MachinePool=false'],
      wanted: [true, false],
      read: (f) => [f.features.enabled('ClusterTopology'), f.features.enabled('MachinePool')],
    },
    {
      rule: 'switch all alpha features on, but for those named',
      argv: ['--feature-gates=AllAlpha=true,RuntimeSDK=false'],
      wanted: [true, false, true],
      read: (f) => [f.features.enabled('InPlaceUpdates'), f.features.enabled('RuntimeSDK'), f.features.enabled('MachinePool')],
    },
    {
      rule: 'add up feature gates that are given several times',
      argv: ['--feature-gates=RuntimeSDK=true', '--feature-gates=InPlaceUpdates=1'],
      wanted: [true, true],
      read: (f) => [f.features.enabled('RuntimeSDK'), f.features.enabled('InPlaceUpdates')],
    },
  ])('$rule', ({ argv, wanted, read }) => {
    expect(read(run(...argv))).toEqual(wanted);
  });

  test.each([
    { argv: ['--helth-addr=:1'], message: 'widget-manager: unknown flag --helth-addr; did you mean --health-addr? (see --help)' },
    {
      argv: ['--widget-concurrency=many'],
      message: 'widget-manager: invalid value "many" for --widget-concurrency: it must be a whole number, 1 or more (see --help)',
    },
    {
      argv: ['--sync-period=5'],
      message: 'widget-manager: invalid value "5" for --sync-period: it must be a duration such as 30s or 1m30s (see --help)',
    },
    {
      argv: ['--leader-elect=maybe'],
      message: 'widget-manager: invalid value "maybe" for --leader-elect: it must be true or false (see --help)',
    },
    {
      argv: ['--feature-gates=Nope=true'],
      message: 'widget-manager: invalid value "Nope=true" for --feature-gates: it names the unknown feature gate Nope (see --help)',
    },
    {
      argv: ['--feature-gates=MachinePool'],
      message:
        'widget-manager: invalid value "MachinePool" for --feature-gates: it must say MachinePool=true or MachinePool=false (see --help)',
    },
    {
      argv: ['--skip-crd-migration-phases=All'],
      message:
        'widget-manager: invalid value "All" for --skip-crd-migration-phases: it must be of StorageVersionMigration, CleanupManagedFields, and All is not (see --help)',
    },
    { argv: ['--namespace'], message: 'widget-manager: flag --namespace needs a value (text) (see --help)' },
    { argv: ['start'], message: 'widget-manager: unexpected argument "start": flags start with -- (see --help)' },
    {
      argv: ['--leader-elect-renew-deadline=15s'],
      message: 'widget-manager: --leader-elect-lease-duration must be longer than --leader-elect-renew-deadline',
    },
    {
      argv: ['--feature-gates=PriorityQueue=false'],
      message: 'widget-manager: feature gate ReconcilerRateLimiting needs PriorityQueue: switch both off, or neither',
    },
  ])('refuse $argv in one line', ({ argv, message }) => {
    expect(parse(...argv)).toEqual({ kind: 'refused', message });
  });

  test.each(['--help', '-h'])('explain themselves on %s', (flag) => {
    const reading = parse(flag);
    expect(reading.kind === 'help' && reading.text).toContain('--widget-concurrency number\n      Widgets at once. (default 50)');
  });

  test('can have other defaults in one provider', () => {
    const reading = parseManagerFlags([], {}, { program: 'p', own: {}, defaults: { 'leader-elect-lease-duration': minutes(1) } });
    expect(reading.kind === 'run' && reading.flags.leaderElection.leaseDuration).toBe(minutes(1));
  });
});
