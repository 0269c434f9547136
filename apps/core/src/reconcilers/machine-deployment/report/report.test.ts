import { find } from '@capi/conditions';
import { seconds } from '@capi/seams';

import { aMember } from '../../machine-set/testing.ts';
import { decide } from '../decide/decide.ts';
import type { Observation } from '../observation.ts';
import { aDeployment, ago, aSetOf, seenDeployment } from '../testing.ts';
import { report } from './report.ts';
import { urgency } from './urgency.ts';

const told = (seen: Observation) => report(seen, decide(seen));
const said = (seen: Observation, type: string) => {
  const condition = find(told(seen).conditions, type);
  return `${condition?.status}/${condition?.reason}`;
};
const old = (replicas: number) => aSetOf('demo-old', { version: 'v1.33.0', replicas });
const deleted = aDeployment({ metadata: { ...aDeployment().metadata, deletionTimestamp: ago(seconds(1)) } });
const none = aMember('x', { status: { conditions: [] } }).machine;

describe('MachineDeployment conditions', () => {
  test.each<{ rule: string; seen: Observation; type: string; is: string }>([
    { rule: 'are available with enough Machines', seen: seenDeployment(), type: 'Available', is: 'True/Available' },
    {
      rule: 'are not available with fewer',
      seen: seenDeployment({ sets: [aSetOf('demo-new', { machines: [none, none, none] })] }),
      type: 'Available',
      is: 'False/NotAvailable',
    },
    { rule: 'wait for a set to say', seen: seenDeployment({ sets: [] }), type: 'Available', is: 'Unknown/WaitingForAvailableReplicasSet' },
    {
      rule: 'are rolling out while a Machine is outdated, whatever it says itself',
      seen: seenDeployment({ sets: [old(3)] }),
      type: 'RollingOut',
      is: 'True/RollingOut',
    },
    { rule: 'are not rolling out once none is', seen: seenDeployment(), type: 'RollingOut', is: 'False/NotRollingOut' },
    {
      rule: 'are scaling up with too few Machines',
      seen: seenDeployment({ sets: [aSetOf('demo-new', { replicas: 1 })] }),
      type: 'ScalingUp',
      is: 'True/ScalingUp',
    },
    {
      rule: 'are scaling down with too many',
      seen: seenDeployment({ sets: [aSetOf('demo-new'), old(1)] }),
      type: 'ScalingDown',
      is: 'True/ScalingDown',
    },
    {
      rule: 'are not up to date with outdated Machines',
      seen: seenDeployment({ sets: [old(3)] }),
      type: 'MachinesUpToDate',
      is: 'False/NotUpToDate',
    },
    { rule: 'are deleting when deleted', seen: seenDeployment({ stored: deleted }), type: 'Deleting', is: 'True/Deleting' },
  ])('$rule', ({ seen, type, is }) => expect(said(seen, type)).toBe(is));

  test('say what is rolled out, versions first', () => {
    expect(find(told(seenDeployment({ sets: [old(2)] })).conditions, 'RollingOut')?.message).toBe(
      'Rolling out 2 not up-to-date replicas\n* Version v1.33.0, v1.34.0 required',
    );
  });
});

describe('MachineDeployment status', () => {
  test('never counts a Machine of an outdated set as up to date, even before the Machine knows', () => {
    expect(told(seenDeployment({ sets: [old(3)] }))).toMatchObject({
      replicas: 3,
      availableReplicas: 3,
      upToDateReplicas: 0,
      observedGeneration: 1,
    });
  });

  test('counts nothing while there is no set', () => {
    expect(told(seenDeployment({ sets: [] }))).not.toHaveProperty('replicas');
  });

  test.each([
    { rule: 'runs with the wanted number', sets: [aSetOf('demo-new')], phase: 'Running' },
    { rule: 'scales up with fewer', sets: [], phase: 'ScalingUp' },
    { rule: 'scales down with more', sets: [aSetOf('demo-new'), old(1)], phase: 'ScalingDown' },
  ])('$rule', ({ sets, phase }) => expect(told(seenDeployment({ sets })).phase).toBe(phase));

  test('says nothing new the second time', () => {
    const status = told(seenDeployment());
    expect(told(seenDeployment({ stored: aDeployment({ status }) }))).toEqual(status);
  });

  test('is told at once for another generation and when a rollout ends, later for numbers in between', () => {
    const status = told(seenDeployment());
    expect(urgency({ ...status, observedGeneration: 0 }, status)).toBe('now');
    expect(urgency({ ...status, availableReplicas: 2 }, status)).toBe('now');
    expect(urgency({ ...status, availableReplicas: 1 }, { ...status, availableReplicas: 2 })).toBe('soon');
    expect(urgency(status, status)).toBe('unchanged');
  });

  test('shows older clients the same', () => {
    expect(told(seenDeployment()).deprecated?.v1beta1).toMatchObject({
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      unavailableReplicas: 0,
    });
  });
});
