import type { SeenMachine } from '../observation.ts';
import { aControlPlane, aMachine, anOutdatedMachine } from '../testing.ts';
import { chooseFailureDomain } from './choose-failure-domain.ts';
import { chooseVictim } from './choose-victim.ts';

const inDomain = (name: string, failureDomain: string, age: number): SeenMachine => aMachine({ name, failureDomain, age });

describe('victim', () => {
  test.each<{ rule: string; machines: readonly SeenMachine[]; failureDomains?: readonly string[]; victim: string }>([
    {
      rule: 'is the oldest where nothing else tells them apart',
      machines: [aMachine({ name: 'b', age: 5 }), aMachine({ name: 'a', age: 9 })],
      victim: 'a',
    },
    { rule: 'is the first by name among those of one age', machines: [aMachine({ name: 'b' }), aMachine({ name: 'a' })], victim: 'a' },
    {
      rule: 'is an outdated one that a user marked before one that is only marked',
      machines: [aMachine({ name: 'a', markedForDeletion: true }), anOutdatedMachine({ name: 'b', markedForDeletion: true, age: 1 })],
      victim: 'b',
    },
    {
      rule: 'is a marked one before one that is only outdated',
      machines: [anOutdatedMachine({ name: 'a' }), aMachine({ name: 'b', markedForDeletion: true, age: 1 })],
      victim: 'b',
    },
    {
      rule: 'is an outdated one that is broken before others that are outdated',
      machines: [anOutdatedMachine({ name: 'a' }), anOutdatedMachine({ name: 'b', failing: ['SchedulerPodHealthy'], age: 1 })],
      victim: 'b',
    },
    {
      rule: 'is not preferred because nobody knows how it is',
      machines: [anOutdatedMachine({ name: 'a' }), anOutdatedMachine({ name: 'b', unknown: ['SchedulerPodHealthy'], age: 1 })],
      victim: 'a',
    },
    {
      rule: 'comes from the fullest failure domain',
      machines: [inDomain('a', 'x', 9), inDomain('b', 'y', 5), inDomain('c', 'y', 3)],
      failureDomains: ['x', 'y'],
      victim: 'b',
    },
    {
      rule: 'is one outside of all failure domains first',
      machines: [inDomain('a', 'x', 9), inDomain('b', 'x', 8), inDomain('c', 'gone', 3)],
      failureDomains: ['x'],
      victim: 'c',
    },
  ])('$rule', ({ machines, failureDomains = [], victim }) =>
    expect(chooseVictim(aControlPlane({ machines, failureDomains }), machines).name).toBe(victim),
  );
});

describe('failure domain of a new Machine', () => {
  test.each<{ rule: string; machines: readonly SeenMachine[]; failureDomains: readonly string[]; domain: string }>([
    { rule: 'is empty where there are none', machines: [], failureDomains: [], domain: '' },
    {
      rule: 'is the emptiest',
      machines: [inDomain('a', 'x', 1), inDomain('b', 'y', 1), inDomain('c', 'x', 1)],
      failureDomains: ['x', 'y'],
      domain: 'y',
    },
    { rule: 'is the first by name among equals', machines: [], failureDomains: ['y', 'x'], domain: 'x' },
    {
      rule: 'does not count Machines that are about to be replaced, until only they differ',
      machines: [anOutdatedMachine({ name: 'a', failureDomain: 'x' }), aMachine({ name: 'b', failureDomain: 'y' })],
      failureDomains: ['x', 'y'],
      domain: 'x',
    },
  ])('$rule', ({ machines, failureDomains, domain }) =>
    expect(chooseFailureDomain(aControlPlane({ machines, failureDomains }))).toBe(domain),
  );
});
