import { instant, later, seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aCondition, aContainer, aMachine, aProvisionedMachine, failedWork, now, runningWork } from '../testing.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';

const without = (seen: Observation, ...names: (keyof Observation)[]): Observation =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => !names.includes(name as keyof Observation))) as unknown as Observation;
const unready = { name: 'demo', deleting: false, infrastructureProvisioned: false, controlPlaneInitialized: false };
const uninitialized = { ...unready, infrastructureProvisioned: true };
const gone = { state: 'gone', because: 'nobody answers' } as const;
const controlPlane = { controlPlane: true };
const soon = later(now, seconds(7));
const made = { task: 'provision', state: 'done', result: { kind: 'provisioned' } } as const;
const bootstrapped = aCondition('BootstrapCompleted', 'True', 'Completed');
const refusedByEngine = { exitCode: 128, outOfMemory: false, error: 'Address already in use' };
const stoppedByHand = { exitCode: 137, outOfMemory: false };
const leaving = { deleting: true, deletedAt: now, machine: { controlPlane: true, deleting: true }, route: 'routed' } as const;
const begin = (what: 'provision' | 'revive'): Plan => ({ step: 'begin', what });
const told: Plan = { step: 'tell', provisioned: true };

describe('docker machine decision', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    { rule: 'waits for the Machine that owns it', seen: without(aMachine(), 'machine'), plan: { step: 'rest' } },
    { rule: 'only says so while paused', seen: aMachine({ pausedBecause: 'x', deleting: true }), plan: { step: 'pause', because: 'x' } },
    {
      rule: 'waits for the infrastructure of its cluster to be there',
      seen: without(aMachine(), 'clusterBackend'),
      plan: { step: 'rest' },
    },
    { rule: 'wants the backend of its cluster', seen: aMachine({ clusterBackend: 'in-memory' }), plan: { step: 'mismatch' } },
    {
      rule: 'waits for the infrastructure of the cluster',
      seen: aMachine({ cluster: unready }),
      plan: { step: 'hold', until: 'WaitingForClusterInfrastructureReady' },
    },
    {
      rule: 'waits, as a worker, for the control plane',
      seen: aMachine({ cluster: uninitialized, hasBootstrapData: false }),
      plan: { step: 'hold', until: 'WaitingForControlPlaneInitialized' },
    },
    {
      rule: 'waits, as a control-plane machine, for its bootstrap data',
      seen: aMachine({ cluster: uninitialized, hasBootstrapData: false, machine: controlPlane }),
      plan: { step: 'hold', until: 'WaitingForBootstrapData' },
    },
    {
      rule: 'does not speak of waits that have just begun',
      seen: aMachine({ waitingSince: now, hasBootstrapData: false }),
      plan: { step: 'be-patient', until: later(now, seconds(10)) },
    },
    { rule: 'says why the engine cannot be asked', seen: aMachine({ engine: gone }), plan: { step: 'tell', provisioned: false } },
    { rule: 'is silent until the engine was asked once', seen: aMachine({ engine: { state: 'unknown' } }), plan: { step: 'rest' } },
    {
      rule: 'leaves what is there as it was told while the engine is gone',
      seen: aProvisionedMachine({ engine: gone }),
      plan: { step: 'rest' },
    },
    { rule: 'makes a container', seen: aMachine(), plan: begin('provision') },
    { rule: 'takes up what a process before has left', seen: aMachine({ container: aContainer() }), plan: begin('provision') },
    {
      rule: 'makes what was left half made anew',
      seen: aMachine({ container: aContainer({ state: 'created' }) }),
      plan: begin('provision'),
    },
    {
      rule: 'lets the making run in silence for a while',
      seen: aMachine({ work: runningWork('provision', 3) }),
      plan: { step: 'be-patient', until: soon },
    },
    {
      rule: 'tells of making that lasts',
      seen: aMachine({ work: runningWork('provision', 30) }),
      plan: { step: 'tell', provisioned: false },
    },
    {
      rule: 'tells why the making failed until it is tried again',
      seen: aMachine({ work: failedWork('provision', 7) }),
      plan: { step: 'tell', provisioned: false, lookAgainAt: soon },
    },
    { rule: 'tries again when it is time', seen: aMachine({ work: failedWork('provision', 0) }), plan: begin('provision') },
    {
      rule: 'says that it is there before it is bootstrapped',
      seen: aMachine({ container: aContainer(), work: made }),
      plan: { ...told, bootstrap: true },
    },
    { rule: 'makes what ended right away anew', seen: aMachine({ work: made }), plan: begin('provision') },
    { rule: 'bootstraps, or follows who does', seen: aProvisionedMachine(), plan: { ...told, bootstrap: true } },
    {
      rule: 'bootstraps a control plane when the load balancer leads to it',
      seen: aProvisionedMachine({ machine: controlPlane, route: 'routed' }),
      plan: { ...told, bootstrap: true },
    },
    {
      rule: 'bootstraps a control plane at once when others look after the endpoint',
      seen: aProvisionedMachine({ machine: controlPlane, route: 'not-ours' }),
      plan: { ...told, bootstrap: true },
    },
    { rule: 'waits with a control plane until then', seen: aProvisionedMachine({ machine: controlPlane, route: 'unknown' }), plan: told },
    {
      rule: 'lets the bootstrap run in silence for a while',
      seen: aProvisionedMachine({ work: runningWork('bootstrap', 3) }),
      plan: { step: 'be-patient', until: soon },
    },
    { rule: 'tells of a step of the bootstrap that lasts', seen: aProvisionedMachine({ work: runningWork('bootstrap', 30) }), plan: told },
    {
      rule: 'follows a bootstrap again when it could not be followed',
      seen: aProvisionedMachine({ work: failedWork('bootstrap', 0) }),
      plan: { ...told, bootstrap: true },
    },
    {
      rule: 'tells how the bootstrap ended',
      seen: aProvisionedMachine({
        work: { task: 'bootstrap', state: 'done', result: { kind: 'bootstrapped', outcome: { kind: 'completed', steps: [] } } },
      }),
      plan: told,
    },
    ...(['Failed', 'NotCompleted'] as const).map((reason) => ({
      rule: `never bootstraps again what is told as ${reason}`,
      seen: aProvisionedMachine({ conditions: [aCondition('BootstrapCompleted', 'False', reason)] }),
      plan: told,
    })),
    {
      rule: 'does not bootstrap what has a Node, and looks how it stands',
      seen: aProvisionedMachine({ machine: { hasNode: true } }),
      plan: { step: 'begin', what: 'follow' },
    },
    { rule: 'rests once it is bootstrapped', seen: aProvisionedMachine({ conditions: [bootstrapped] }), plan: told },
    {
      rule: 'gives the Node what it lacks',
      seen: aProvisionedMachine({ conditions: [bootstrapped], nodeLacks: ['providerID'] }),
      plan: { ...told, patchNode: true },
    },
    { rule: 'never makes anew what others rely on', seen: without(aProvisionedMachine(), 'container'), plan: told },
    {
      rule: 'leaves alone what somebody has stopped',
      seen: aProvisionedMachine({ container: aContainer({ state: 'exited', end: stoppedByHand }) }),
      plan: told,
    },
    {
      rule: 'waits whether what has just stopped starts again',
      seen: aProvisionedMachine({
        container: aContainer({ state: 'exited', end: { ...stoppedByHand, finishedAt: instant(now - 3000) } }),
      }),
      plan: { step: 'be-patient', until: soon },
    },
    {
      rule: 'waits until what is being removed is gone',
      seen: aProvisionedMachine({ container: aContainer({ state: 'removing' }) }),
      plan: { step: 'be-patient', until: later(now, seconds(10)) },
    },
    {
      rule: 'tells of what has stopped for a while',
      seen: aProvisionedMachine({
        container: aContainer({ state: 'exited', end: { ...stoppedByHand, finishedAt: instant(now - 30_000) } }),
      }),
      plan: told,
    },
    {
      rule: 'starts again what the engine could not start',
      seen: aProvisionedMachine({ container: aContainer({ state: 'exited', end: refusedByEngine }) }),
      plan: begin('revive'),
    },
    {
      rule: 'tells why that failed until it is tried again',
      seen: aProvisionedMachine({ container: aContainer({ state: 'exited', end: refusedByEngine }), work: failedWork('revive', 7) }),
      plan: { ...told, lookAgainAt: soon },
    },
    {
      rule: 'stays what it is when its cluster is gone',
      seen: without(aProvisionedMachine({ conditions: [bootstrapped] }), 'clusterBackend'),
      plan: told,
    },
    { rule: 'removes what is deleted', seen: aProvisionedMachine({ deleting: true }), plan: { step: 'destroy' } },
    {
      rule: 'needs neither Machine nor Cluster for that',
      seen: without(aProvisionedMachine({ deleting: true }), 'machine', 'cluster', 'clusterBackend'),
      plan: { step: 'destroy' },
    },
    { rule: 'has nothing to do once released', seen: aMachine({ deleting: true, hasFinalizer: false }), plan: { step: 'rest' } },
    { rule: 'cannot be deleted without the engine', seen: aMachine({ deleting: true, engine: gone }), plan: { step: 'keep' } },
    {
      rule: 'leaves the load balancer first',
      seen: aProvisionedMachine(leaving),
      plan: { step: 'leave-load-balancer', until: later(now, seconds(5)) },
    },
    { rule: 'goes when it has left', seen: aProvisionedMachine({ ...leaving, route: 'drained' }), plan: { step: 'destroy' } },
    {
      rule: 'goes at once when requests have nowhere else to go',
      seen: aProvisionedMachine({ ...leaving, route: 'only' }),
      plan: { step: 'destroy' },
    },
    { rule: 'goes when there is no load balancer', seen: aProvisionedMachine({ ...leaving, route: 'unknown' }), plan: { step: 'destroy' } },
    {
      rule: 'does not wait for a load balancer that does not answer',
      seen: aProvisionedMachine({ ...leaving, deletedAt: instant(now - 6000) }),
      plan: { step: 'destroy' },
    },
    {
      rule: 'goes at once when its Machine does not',
      seen: aProvisionedMachine({ ...leaving, machine: controlPlane }),
      plan: { step: 'destroy' },
    },
    {
      rule: 'goes at once with its cluster',
      seen: aProvisionedMachine({ ...leaving, cluster: { ...uninitialized, deleting: true } }),
      plan: { step: 'destroy' },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toEqual(plan));
});
