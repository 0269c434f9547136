import { parseFlags } from './flags.ts';

describe('flags', () => {
  test('have defaults for one command without arguments', () =>
    expect(parseFlags([])).toMatchObject({ clusters: 1, quickStart: true, exitWhenReady: false, apiPort: 6443, dataDir: undefined }));

  test.each([
    { rule: 'take --flag=value', argv: ['--clusters=3'], read: { clusters: 3 } },
    { rule: 'take --flag value', argv: ['--clusters', '3'], read: { clusters: 3 } },
    { rule: 'let the kernel choose a port', argv: ['--api-port=0'], read: { apiPort: 0 } },
    { rule: 'run several replicas', argv: ['--replicas=2'], read: { replicas: 2 } },
    {
      rule: 'pass flags on to the providers',
      argv: ['--provider-arg=-v=5', '--provider-arg=--sync-period=1m'],
      read: { providerArgs: ['-v=5', '--sync-period=1m'] },
    },
    { rule: 'ask for real containers', argv: ['--docker'], read: { docker: true, simulateDocker: false } },
    { rule: 'turn the quick start off', argv: ['--no-quick-start'], read: { quickStart: false } },
  ])('$rule', ({ argv, read }) => expect(parseFlags(argv)).toMatchObject(read));

  test.each([
    {
      rule: 'refuse a number out of range',
      argv: ['--clusters=0'],
      says: 'cannot use --clusters: "0" is not a whole number from 1 to 500',
    },
    { rule: 'refuse text for a number', argv: ['--api-port=abc'], says: 'cannot use --api-port: "abc" is not' },
    {
      rule: 'refuse containers that are real and simulated',
      argv: ['--docker', '--simulate-docker'],
      says: 'cannot use --docker: with --simulate-docker there are no containers; choose one of the two',
    },
    { rule: 'refuse an unknown flag', argv: ['--cluster=1'], says: "Unknown option '--cluster'" },
  ])('$rule', ({ argv, says }) => expect(() => parseFlags(argv)).toThrow(says));
});
