import { hours, later, milliseconds, seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aMachine, now, reached } from '../testing.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';

const none = milliseconds(0);
const slow = { vm: seconds(10), node: seconds(2), etcd: seconds(2), apiServer: seconds(4) };
const without = (seen: Observation, ...names: (keyof Observation)[]): Observation =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => !names.includes(name as keyof Observation))) as unknown as Observation;
const unready = { name: 'demo', infrastructureProvisioned: false, controlPlaneInitialized: false };
const uninitialized = { ...unready, infrastructureProvisioned: true };

describe('infrastructure machine decision', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    { rule: 'waits for the Machine that owns it', seen: without(aMachine(), 'machine'), plan: { step: 'rest' } },
    { rule: 'lets a deleted orphan go', seen: without(aMachine({ deleting: true }), 'machine'), plan: { step: 'release' } },
    { rule: 'only says so while paused', seen: aMachine({ pausedBecause: 'x' }), plan: { step: 'pause', because: 'x' } },
    { rule: 'switches off what is deleted', seen: aMachine({ deleting: true }), plan: { step: 'destroy', cluster: 'demo' } },
    {
      rule: 'waits with switching off until the cluster is open',
      seen: aMachine({ deleting: true, clusterOpen: false }),
      plan: { step: 'rest' },
    },
    {
      rule: 'lets go when the infrastructure cluster is gone',
      seen: without(aMachine({ deleting: true, clusterOpen: false }), 'clusterBackend'),
      plan: { step: 'release' },
    },
    { rule: 'has nothing to do once released', seen: aMachine({ deleting: true, hasFinalizer: false }), plan: { step: 'rest' } },
    { rule: 'wants the backend of its cluster', seen: aMachine({ clusterBackend: 'docker' }), plan: { step: 'mismatch' } },
    {
      rule: 'waits for the infrastructure of the cluster',
      seen: aMachine({ cluster: unready }),
      plan: { step: 'hold', until: 'WaitingForClusterInfrastructureReady' },
    },
    {
      rule: 'waits, as a worker, for the control plane',
      seen: without(aMachine({ cluster: uninitialized }), 'dataSince'),
      plan: { step: 'hold', until: 'WaitingForControlPlaneInitialized' },
    },
    {
      rule: 'waits, as a control-plane machine, for its bootstrap data',
      seen: without(aMachine({ cluster: uninitialized, machine: { controlPlane: true } }), 'dataSince'),
      plan: { step: 'hold', until: 'WaitingForBootstrapData' },
    },
    {
      rule: 'does not speak of waits that have just begun',
      seen: without(aMachine({ waitingSince: now }), 'dataSince'),
      plan: { step: 'be-patient', until: later(now, seconds(10)) },
    },
    { rule: 'waits until the cluster is open again', seen: aMachine({ clusterOpen: false }), plan: { step: 'rest' } },
    {
      rule: 'waits for no start that lies ahead, since a clock was set back',
      seen: aMachine({ delays: slow, dataSince: later(now, hours(1)) }),
      plan: { step: 'run', phases: ['vm'], pending: [{ phase: 'node', due: later(now, seconds(2)) }] },
    },
    { rule: 'starts a worker at once without delays', seen: aMachine(), plan: { step: 'run', phases: ['vm', 'node'], pending: [] } },
    {
      rule: 'starts a control-plane machine at once without delays',
      seen: aMachine({ machine: { controlPlane: true } }),
      plan: { step: 'run', phases: ['vm', 'node', 'etcd', 'api-server'], pending: [] },
    },
    {
      rule: 'delays the machine from when its bootstrap data was made',
      seen: aMachine({ delays: slow }),
      plan: { step: 'run', phases: [], pending: [{ phase: 'vm', due: later(now, seconds(10)) }, { phase: 'node' }] },
    },
    {
      rule: 'delays the node from when the machine was there',
      seen: aMachine({ delays: slow, conditions: [reached('VMProvisioned', 1)] }),
      plan: { step: 'run', phases: ['vm'], pending: [{ phase: 'node', due: later(now, seconds(1)) }] },
    },
    {
      rule: 'delays etcd and the API server by themselves',
      seen: aMachine({
        delays: slow,
        machine: { controlPlane: true },
        conditions: [reached('VMProvisioned', 9), reached('NodeProvisioned', 3)],
      }),
      plan: { step: 'run', phases: ['vm', 'node', 'etcd'], pending: [{ phase: 'api-server', due: later(now, seconds(1)) }] },
    },
    {
      rule: 'delays nothing for a machine that started before',
      seen: aMachine({ delays: slow, machine: { bootstrapped: true } }),
      plan: { step: 'run', phases: ['vm', 'node'], pending: [] },
    },
    {
      rule: 'repeats what was reached, in a process that knows nothing of it',
      seen: aMachine({ delays: { ...slow, vm: none }, conditions: [reached('VMProvisioned', 9), reached('NodeProvisioned', 9)] }),
      plan: { step: 'run', phases: ['vm', 'node'], pending: [] },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toEqual(plan));
});
