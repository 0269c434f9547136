import type { Machine } from '@capi/api';
import { find } from '@capi/conditions';
import { seconds, type DeepReadonly } from '@capi/seams';

import { decide } from '../decide/decide.ts';
import type { Observation } from '../observation.ts';
import { aCluster, aControlPlane, ago, anInfrastructure, aWorker, now, seenCluster } from '../testing.ts';
import { report } from './report.ts';
import { transitions } from './transitions.ts';
import { urgency } from './urgency.ts';

const told = (seen: Observation) => report(seen, decide(seen));
const said = (seen: Observation, type: string) => {
  const condition = find(told(seen).conditions, type);
  return `${condition?.status}/${condition?.reason}`;
};
const condition = (type: string, status: string) => ({ type, status, reason: type, message: '', lastTransitionTime: ago(seconds(100)) });
const nothing = { machineDeployments: [], machineSets: [], controlPlaneMachines: [], workerMachines: [] };
const none = { state: 'none' as const };
const missing = { state: 'missing' as const };
const bare = (parts: Partial<Observation> = {}) =>
  seenCluster({
    cluster: aCluster({ spec: { infrastructureRef: undefined, controlPlaneRef: undefined } }),
    infrastructure: none,
    controlPlane: none,
    ...parts,
  });

describe('Cluster conditions', () => {
  test.each<{ rule: string; seen: Observation; type: string; is: string }>([
    { rule: 'probe a cluster that answers', seen: seenCluster(), type: 'RemoteConnectionProbe', is: 'True/ProbeSucceeded' },
    {
      rule: 'have not reached a cluster at first',
      seen: seenCluster({ workload: { connected: false, consecutiveFailures: 0 } }),
      type: 'RemoteConnectionProbe',
      is: 'False/ProbeFailed',
    },
    {
      rule: 'keep what was known of a cluster for a few failures',
      seen: seenCluster({
        workload: { connected: false, consecutiveFailures: 4 },
        cluster: aCluster({ status: { conditions: [{ ...condition('RemoteConnectionProbe', 'True'), reason: 'ProbeSucceeded' }] } }),
      }),
      type: 'RemoteConnectionProbe',
      is: 'True/ProbeSucceeded',
    },
    {
      rule: 'miss a cluster that is silent for long',
      seen: seenCluster({ workload: { connected: true, lastSuccess: (now - seconds(51)) as typeof now, consecutiveFailures: 2 } }),
      type: 'RemoteConnectionProbe',
      is: 'False/ProbeFailed',
    },
    { rule: 'judge silent infrastructure by its fields', seen: seenCluster(), type: 'InfrastructureReady', is: 'True/Ready' },
    {
      rule: 'tell of infrastructure that is not there',
      seen: seenCluster({ infrastructure: missing }),
      type: 'InfrastructureReady',
      is: 'False/ObjectDoesNotExist',
    },
    {
      rule: 'tell of infrastructure that is gone',
      seen: seenCluster({
        infrastructure: missing,
        cluster: aCluster({ status: { initialization: { infrastructureProvisioned: true } } }),
      }),
      type: 'InfrastructureReady',
      is: 'False/ObjectDeleted',
    },
    { rule: 'trust infrastructure that the user brings', seen: bare(), type: 'InfrastructureReady', is: 'True/Ready' },
    {
      rule: 'mirror the control plane',
      seen: seenCluster({
        controlPlane: aControlPlane({
          available: { state: 'found', condition: { type: 'Available', status: 'False', reason: 'NoQuorum' } },
        }),
      }),
      type: 'ControlPlaneAvailable',
      is: 'False/NoQuorum',
    },
    {
      rule: 'keep an initialized control plane initialized',
      seen: seenCluster({
        controlPlane: aControlPlane({ initialized: false }),
        cluster: aCluster({ status: { conditions: [condition('ControlPlaneInitialized', 'True')] } }),
      }),
      type: 'ControlPlaneInitialized',
      is: 'True/Initialized',
    },
    {
      rule: 'wait for the control plane',
      seen: seenCluster({ controlPlane: aControlPlane({ initialized: false }) }),
      type: 'ControlPlaneInitialized',
      is: 'False/NotInitialized',
    },
    {
      rule: 'do not know of a control plane that is not there',
      seen: seenCluster({ controlPlane: missing }),
      type: 'ControlPlaneInitialized',
      is: 'Unknown/ObjectDoesNotExist',
    },
    {
      rule: 'take a control-plane Machine with a Node for one, where there is no object',
      seen: bare({ descendants: { ...nothing, controlPlaneMachines: [aWorker('cp')] } }),
      type: 'ControlPlaneInitialized',
      is: 'True/Initialized',
    },
    {
      rule: 'have workers when there are none',
      seen: seenCluster({ descendants: nothing }),
      type: 'WorkersAvailable',
      is: 'True/NoWorkers',
    },
    { rule: 'have workers when deployments have', seen: seenCluster(), type: 'WorkersAvailable', is: 'True/Available' },
    { rule: 'are not rolling out when nothing is', seen: seenCluster(), type: 'RollingOut', is: 'False/NotRollingOut' },
    {
      rule: 'are rolling out with the control plane',
      seen: seenCluster({ controlPlane: aControlPlane({ moving: [{ type: 'RollingOut', status: 'True', reason: 'RollingOut' }] }) }),
      type: 'RollingOut',
      is: 'True/RollingOut',
    },
    { rule: 'sum up to Available', seen: seenCluster(), type: 'Available', is: 'True/Available' },
    {
      rule: 'are not available without an answer',
      seen: seenCluster({ workload: { connected: false, consecutiveFailures: 9 } }),
      type: 'Available',
      is: 'False/NotAvailable',
    },
    {
      rule: 'wait for availability gates',
      seen: seenCluster({ cluster: aCluster({ spec: { availabilityGates: [{ conditionType: 'Mine' }] } }) }),
      type: 'Available',
      is: 'Unknown/AvailableUnknown',
    },
    {
      rule: 'name the stage of a deletion',
      seen: seenCluster({ cluster: aCluster({ metadata: { deletionTimestamp: ago(seconds(1)) } }) }),
      type: 'Deleting',
      is: 'True/WaitingForWorkersDeletion',
    },
  ])('$rule', ({ seen, type, is }) => expect(said(seen, type)).toBe(is));
});

describe('Cluster status', () => {
  test.each<{ rule: string; seen: Observation; phase: string }>([
    {
      rule: 'begins as Pending',
      seen: bare({ cluster: aCluster({ spec: { infrastructureRef: undefined, controlPlaneRef: undefined } }) }),
      phase: 'Pending',
    },
    {
      rule: 'is Provisioning with providers',
      seen: seenCluster({ infrastructure: anInfrastructure({ provisioned: false }), controlPlane: aControlPlane({ initialized: false }) }),
      phase: 'Provisioning',
    },
    { rule: 'is Provisioned with an endpoint', seen: seenCluster(), phase: 'Provisioned' },
    {
      rule: 'is Deleting to its end',
      seen: seenCluster({ cluster: aCluster({ metadata: { deletionTimestamp: ago(seconds(1)) } }) }),
      phase: 'Deleting',
    },
  ])('$rule', ({ seen, phase }) => expect(told(seen).phase).toBe(phase));

  test('keeps first steps whatever the providers say later', () => {
    const initialization = { infrastructureProvisioned: true, controlPlaneInitialized: true };
    const seen = seenCluster({
      cluster: aCluster({ status: { initialization } }),
      infrastructure: anInfrastructure({ provisioned: false }),
      controlPlane: aControlPlane({ initialized: false }),
    });
    expect(told(seen).initialization).toEqual(initialization);
  });

  test('is initialized by the first control-plane Machine with a Node where there is no control-plane object', () => {
    const cp = aWorker('cp');
    const initialized = (machine: DeepReadonly<Machine>): boolean | undefined =>
      told(bare({ descendants: { ...nothing, controlPlaneMachines: [machine] } })).initialization?.controlPlaneInitialized;
    expect(initialized({ ...cp, status: {} })).toBeUndefined();
    expect(initialized({ ...cp, status: { nodeRef: { name: 'cp' } } })).toBe(true);
  });

  test('adds up workers and takes over the count of the control plane', () => {
    expect(told(seenCluster())).toMatchObject({
      controlPlane: { desiredReplicas: 1, replicas: 1 },
      workers: {
        desiredReplicas: 3,
        replicas: 3,
        readyReplicas: 2,
        availableReplicas: 2,
        upToDateReplicas: 3,
        versions: [{ version: 'v1.34.0', replicas: 3 }],
      },
    });
  });

  test('takes over failure domains', () => {
    const domain = { name: 'a', controlPlane: true };
    expect(told(seenCluster({ infrastructure: anInfrastructure({ failureDomains: [domain] }) })).failureDomains).toEqual([domain]);
  });

  test('says nothing new the second time', () => {
    const status = told(seenCluster());
    expect(told(seenCluster({ cluster: aCluster({ status }) }))).toEqual(status);
    expect(urgency(status, status)).toBe('unchanged');
  });

  test('tells of first steps and phases once', () => {
    const seen = seenCluster();
    const status = told(seen);
    expect(transitions(seen, status).map(({ reason }) => reason)).toEqual([
      'Provisioned',
      'InfrastructureReady',
      'ControlPlaneInitialized',
    ]);
    expect(transitions(seenCluster({ cluster: aCluster({ status }) }), status)).toEqual([]);
  });

  test('is told at once when providers wait for it, later when only numbers change', () => {
    const status = told(seenCluster());
    expect(urgency({}, status)).toBe('now');
    expect(urgency({ ...status, workers: {} }, status)).toBe('soon');
  });
});
