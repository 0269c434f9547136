import { find } from '@capi/conditions';
import { minutes, seconds } from '@capi/seams';

import { decide } from '../decide/decide.ts';
import type { Observation } from '../observation.ts';
import { ago, aMember, aSet, seenSet } from '../testing.ts';
import { report } from './report.ts';
import { urgency } from './urgency.ts';

const told = (seen: Observation) => report(seen, decide(seen));
const said = (seen: Observation, type: string) => {
  const condition = find(told(seen).conditions, type);
  return `${condition?.status}/${condition?.reason}`;
};
const deleted = aSet({ metadata: { ...aSet().metadata, deletionTimestamp: ago(seconds(1)) } });
const condition = (type: string, status: string, reason = type) => ({
  type,
  status,
  reason,
  message: 'why',
  lastTransitionTime: ago(minutes(1)),
});

describe('MachineSet conditions', () => {
  test.each<{ rule: string; seen: Observation; type: string; is: string }>([
    { rule: 'scale up while Machines are missing', seen: seenSet({ machines: [] }), type: 'ScalingUp', is: 'True/ScalingUp' },
    { rule: 'do not scale up with enough Machines', seen: seenSet(), type: 'ScalingUp', is: 'False/NotScalingUp' },
    {
      rule: 'scale down while Machines are too many',
      seen: seenSet({ machines: [aMember('a'), aMember('b')] }),
      type: 'ScalingDown',
      is: 'True/ScalingDown',
    },
    { rule: 'scale down when deleted', seen: seenSet({ stored: deleted }), type: 'ScalingDown', is: 'True/ScalingDown' },
    { rule: 'call a set without Machines ready', seen: seenSet({ machines: [] }), type: 'MachinesReady', is: 'True/NoReplicas' },
    { rule: 'call a set ready when all are', seen: seenSet(), type: 'MachinesReady', is: 'True/Ready' },
    {
      rule: 'call a set not ready when one is not',
      seen: seenSet({ machines: [aMember('a'), aMember('b', { status: { conditions: [condition('Ready', 'False')] } })] }),
      type: 'MachinesReady',
      is: 'False/NotReady',
    },
    {
      rule: 'pass over Machines too young to have said whether they are up to date',
      seen: seenSet({ machines: [aMember('a', { metadata: { creationTimestamp: ago(seconds(9)) }, status: { conditions: [] } })] }),
      type: 'MachinesUpToDate',
      is: 'True/NoReplicas',
    },
    {
      rule: 'miss the word of older ones',
      seen: seenSet({ machines: [aMember('a', { status: { conditions: [] } })] }),
      type: 'MachinesUpToDate',
      is: 'Unknown/UpToDateUnknown',
    },
    {
      rule: 'remediate what is marked for it',
      seen: seenSet({
        machines: [
          aMember('a', { status: { conditions: [condition('HealthCheckSucceeded', 'False'), condition('OwnerRemediated', 'False')] } }),
        ],
      }),
      type: 'Remediating',
      is: 'True/Remediating',
    },
    { rule: 'delete when deleted', seen: seenSet({ stored: deleted }), type: 'Deleting', is: 'True/Deleting' },
  ])('$rule', ({ seen, type, is }) => expect(said(seen, type)).toBe(is));

  test('say what holds new Machines back', () => {
    const seen = seenSet({
      machines: [],
      controlPlane: { state: 'found', name: 'demo', version: 'v1.34.0', provisioning: true, upgrading: false },
    });
    expect(find(told(seen).conditions, 'ScalingUp')?.message).toBe(
      'Scaling up from 0 to 1 replicas is blocked because:\n* control plane demo is being provisioned ("ControlPlaneIsStable" preflight check failed)',
    );
  });

  test('name Machines that take long to go', () => {
    const machines = [aMember('a'), aMember('b', { metadata: { deletionTimestamp: ago(minutes(16)) } })];
    expect(find(told(seenSet({ machines })).conditions, 'ScalingDown')?.message).toBe(
      'Scaling down from 2 to 1 replicas\n* Machine b is in deletion since more than 15m',
    );
  });
});

describe('MachineSet status', () => {
  test('counts Machines by their conditions and versions', () => {
    expect(told(seenSet({ machines: [aMember('a'), aMember('b', { status: { conditions: [] } })] }))).toMatchObject({
      replicas: 2,
      readyReplicas: 1,
      availableReplicas: 1,
      upToDateReplicas: 1,
      versions: [{ version: 'v1.34.0', replicas: 2 }],
      selector: 'set=w',
      observedGeneration: 1,
    });
  });

  test('says nothing new the second time', () => {
    const status = told(seenSet());
    expect(told(seenSet({ stored: aSet({ status }) }))).toEqual(status);
  });

  test('is told at once for another generation, later for numbers', () => {
    const status = told(seenSet());
    expect(urgency({ ...status, observedGeneration: 0 }, status)).toBe('now');
    expect(urgency({ ...status, availableReplicas: 0 }, status)).toBe('soon');
    expect(urgency(status, status)).toBe('unchanged');
  });

  test('shows older clients the same', () => {
    const { conditions, ...counts } = told(seenSet()).deprecated?.v1beta1 ?? {};
    expect(counts).toEqual({ readyReplicas: 1, availableReplicas: 1, fullyLabeledReplicas: 1 });
    expect(conditions?.map(({ type, status }) => [type, status])).toEqual([
      ['Ready', 'True'],
      ['MachinesCreated', 'True'],
      ['MachinesReady', 'True'],
      ['Resized', 'True'],
    ]);
  });
});
