import { find } from '@capi/conditions';
import { instant } from '@capi/seams';

import type { InfraMachine } from '../../../infra-objects.ts';
import { decide } from '../decide/decide.ts';
import type { Observation } from '../observation.ts';
import { aCondition, aContainer, aMachine, aProvisionedMachine, failedWork, runningWork } from '../testing.ts';
import { report } from './report.ts';
import { transitions } from './transitions.ts';

const object = (seen: Observation): InfraMachine => ({
  apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
  kind: 'DevMachine',
  metadata: { name: seen.name, namespace: 'default', generation: 1 },
  status: { conditions: [...seen.conditions] as NonNullable<NonNullable<InfraMachine['status']>['conditions']> },
});
const reported = (seen: Observation, trouble?: string) => report(object(seen), seen, decide(seen), trouble).status;
const stated = (seen: Observation): readonly string[] =>
  (reported(seen)?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status}/${reason}`);
const message = (seen: Observation, type: string): string | undefined => find(reported(seen)?.conditions, type)?.message;
const events = (seen: Observation): readonly string[] =>
  transitions(seen, reported(seen)?.conditions ?? []).map(({ type, reason }) => `${type} ${reason}`);

const made = { task: 'provision', state: 'done', result: { kind: 'provisioned' } } as const;
const failure = {
  kind: 'failed',
  exitCode: 1,
  step: 'runcmd 1 of 1: kubeadm join',
  stdout: ['one'],
  stderr: ['no route'],
  steps: [],
} as const;
const bootstrapped = (
  outcome: typeof failure | { kind: 'completed'; steps: [] } | (Omit<typeof failure, 'kind' | 'exitCode'> & { kind: 'timed-out' }),
) => ({ task: 'bootstrap', state: 'done', result: { kind: 'bootstrapped', outcome } }) as const;
const timedOut = { ...failure, kind: 'timed-out' } as const;
const isProvisioned = aCondition('ContainerProvisioned', 'True', 'Provisioned');
const isBootstrapped = aCondition('BootstrapCompleted', 'True', 'Completed');
const settled = [isProvisioned, isBootstrapped];

describe('docker machine report', () => {
  test.each<{ rule: string; seen: Observation; says: readonly string[] }>([
    {
      rule: 'says what is awaited',
      seen: aMachine({ hasBootstrapData: false }),
      says: ['ContainerProvisioned=False/WaitingForBootstrapData', 'CGroupsReady=False/WaitingForContainer'],
    },
    {
      rule: 'follows the stages: container',
      seen: aMachine({ work: runningWork('provision', 30, { part: 'container', doing: 'Pulling image x' }) }),
      says: [
        'ContainerProvisioned=False/NotProvisioned',
        'CGroupsReady=False/WaitingForContainer',
        'BootstrapCompleted=False/WaitingForContainer',
      ],
    },
    {
      rule: 'follows the stages: system',
      seen: aMachine({ work: failedWork('provision', 7, { stage: { part: 'cgroups', doing: '' } }) }),
      says: [
        'ContainerProvisioned=True/Provisioned',
        'CGroupsReady=False/NotReady',
        'PreLoadedImagesReady=False/WaitingForCGroups',
        'BootstrapCompleted=False/WaitingForCGroups',
      ],
    },
    {
      rule: 'follows the stages: images',
      seen: aMachine({ work: runningWork('provision', 30, { part: 'images', doing: 'Loading image y' }) }),
      says: ['CGroupsReady=True/Ready', 'PreLoadedImagesReady=False/NotReady', 'BootstrapCompleted=False/WaitingForPreloadedImages'],
    },
    {
      rule: 'is provisioned before it is bootstrapped',
      seen: aMachine({ container: aContainer(), work: made }),
      says: [
        'Ready=False/NotReady',
        'ContainerProvisioned=True/Provisioned',
        'CGroupsReady=True/Ready',
        'PreLoadedImagesReady=True/Ready',
        'BootstrapCompleted=False/NotReady',
      ],
    },
    {
      rule: 'is ready when bootstrapping has ended well',
      seen: aProvisionedMachine({ work: bootstrapped({ kind: 'completed', steps: [] }) }),
      says: ['Ready=True/Ready', 'BootstrapCompleted=True/Completed'],
    },
    {
      rule: 'says that bootstrapping failed',
      seen: aProvisionedMachine({ work: bootstrapped(failure) }),
      says: ['BootstrapCompleted=False/Failed'],
    },
    {
      rule: 'says that time was over',
      seen: aProvisionedMachine({ work: bootstrapped(timedOut) }),
      says: ['BootstrapCompleted=False/NotCompleted'],
    },
    {
      rule: 'says that it cannot tell',
      seen: aProvisionedMachine({ work: failedWork('bootstrap', 7) }),
      says: ['BootstrapCompleted=Unknown/InternalError'],
    },
    {
      rule: 'tells how bootstrapping ended after the Node was there',
      seen: aProvisionedMachine({
        machine: { hasNode: true },
        conditions: [isProvisioned, aCondition('BootstrapCompleted', 'False', 'NotReady', 'runcmd 1 of 1: kubeadm init')],
        work: bootstrapped({ kind: 'completed', steps: [] }),
      }),
      says: ['Ready=True/Ready'],
    },
    {
      rule: 'takes a machine with a Node for bootstrapped when its container cannot be asked',
      seen: aProvisionedMachine({ machine: { hasNode: true }, container: aContainer({ state: 'exited' }) }),
      says: ['ContainerProvisioned=False/NotProvisioned', 'BootstrapCompleted=True/Completed'],
    },
    {
      rule: 'tells of a container that is gone, and not otherwise of its bootstrap',
      seen: aProvisionedMachine({ container: aContainer({ state: 'exited' }), conditions: settled }),
      says: ['Ready=False/NotReady', 'ContainerProvisioned=False/NotProvisioned', 'BootstrapCompleted=True/Completed'],
    },
    {
      rule: 'says that it is being deleted',
      seen: aProvisionedMachine({ deleting: true, conditions: settled }),
      says: ['ContainerProvisioned=False/Deleting'],
    },
  ])('$rule', ({ seen, says }) => expect(stated(seen)).toEqual(expect.arrayContaining([...says])));

  test('shows where a provisioned machine is', () => {
    const seen = aMachine({ container: aContainer(), work: made, machine: { failureDomain: 'fd-1' } });
    expect(reported(seen)).toMatchObject({
      initialization: { provisioned: true },
      failureDomain: 'fd-1',
      addresses: [{ type: 'Hostname' }, { type: 'InternalIP', address: '172.18.0.3' }, { type: 'ExternalIP' }],
    });
  });

  test('says what happened to a container that others rely on', () => {
    const end = { exitCode: 137, outOfMemory: true, finishedAt: instant(aMachine().now - 3_600_000) };
    const stopped = aProvisionedMachine({ container: aContainer({ state: 'exited', end }), conditions: settled });
    expect(message(stopped, 'ContainerProvisioned')).toBe(
      'Container demo-worker-0 does not run since 2026-11-21T09:00:00Z (exit code 137, out of memory); start it with "docker start demo-worker-0"; ' +
        'the machine is not made again: delete its Machine to have it replaced',
    );
    const { container: _gone, ...vanished } = stopped;
    expect(message(vanished, 'ContainerProvisioned')).toContain('Container demo-worker-0 no longer exists; the machine is not made again');
  });

  test('says the same however often something failed', () => {
    const says = (failures: number) =>
      message(aMachine({ work: failedWork('provision', 7 + failures, { failures }) }), 'ContainerProvisioned');
    expect(says(1)).toBe('cannot pull image for image x: no such image; trying again now and then');
    expect(says(9)).toBe(says(1));
  });

  test('quotes the step that failed and the end of what it printed', () => {
    const says = message(aProvisionedMachine({ work: bootstrapped(failure) }), 'BootstrapCompleted');
    expect(says).toContain('runcmd 1 of 1: kubeadm join failed with exit code 1');
    expect(says).toContain('no route');
    expect(says).toMatch(/delete the Machine to have it replaced$/);
  });

  test('shows trouble with the deletion', () => {
    const seen = aProvisionedMachine({ deleting: true, conditions: settled });
    expect(find(reported(seen, 'cannot remove')?.conditions, 'ContainerProvisioned')?.message).toBe('cannot remove; trying again');
  });

  test.each<{ rule: string; seen: Observation; legacy: readonly string[] }>([
    {
      rule: 'a wait',
      seen: aMachine({ hasBootstrapData: false }),
      legacy: ['Ready=False/WaitingForBootstrapData', 'ContainerProvisioned=False/WaitingForBootstrapData'],
    },
    {
      rule: 'a machine that bootstraps',
      seen: aProvisionedMachine(),
      legacy: ['Ready=False/Bootstrapping', 'BootstrapExecSucceeded=False/Bootstrapping', 'ContainerProvisioned=True/'],
    },
    {
      rule: 'a machine that is ready',
      seen: aProvisionedMachine({ work: bootstrapped({ kind: 'completed', steps: [] }) }),
      legacy: ['Ready=True/', 'BootstrapExecSucceeded=True/', 'ContainerProvisioned=True/'],
    },
    {
      rule: 'a container that is gone',
      seen: aProvisionedMachine({ container: aContainer({ state: 'dead' }) }),
      legacy: ['Ready=False/ContainerDeleted', 'ContainerProvisioned=False/ContainerDeleted'],
    },
  ])('has the conditions of v1beta1 for $rule', ({ seen, legacy }) =>
    expect(reported(seen)?.deprecated?.v1beta1?.conditions?.map(({ type, status, reason = '' }) => `${type}=${status}/${reason}`)).toEqual(
      legacy,
    ),
  );
});

describe('docker machine events', () => {
  test.each<{ rule: string; seen: Observation; told: readonly string[] }>([
    { rule: 'tell of a new container', seen: aMachine({ container: aContainer(), work: made }), told: ['normal ContainerCreated'] },
    { rule: 'tell nothing while nothing happens', seen: aMachine({ work: runningWork('provision', 30) }), told: [] },
    {
      rule: 'tell why a container cannot be made',
      seen: aMachine({ work: failedWork('provision', 7) }),
      told: ['warning ContainerCreationFailed'],
    },
    {
      rule: 'do not tell it again',
      seen: aMachine({
        work: failedWork('provision', 7),
        conditions: [
          aCondition(
            'ContainerProvisioned',
            'False',
            'NotProvisioned',
            'cannot pull image for image x: no such image; trying again now and then',
          ),
        ],
      }),
      told: [],
    },
    {
      rule: 'tell of the end of bootstrapping',
      seen: aProvisionedMachine({ conditions: [isProvisioned], work: bootstrapped({ kind: 'completed', steps: [] }) }),
      told: ['normal BootstrapCompleted'],
    },
    {
      rule: 'tell of a failure',
      seen: aProvisionedMachine({ conditions: [isProvisioned], work: bootstrapped(failure) }),
      told: ['warning BootstrapFailed'],
    },
    {
      rule: 'tell that time was over',
      seen: aProvisionedMachine({ conditions: [isProvisioned], work: bootstrapped(timedOut) }),
      told: ['warning BootstrapTimedOut'],
    },
    {
      rule: 'tell of a container that stopped',
      seen: aProvisionedMachine({ container: aContainer({ state: 'exited' }), conditions: settled }),
      told: ['warning ContainerStopped'],
    },
    {
      rule: 'tell that it runs again',
      seen: aProvisionedMachine({ conditions: [aCondition('ContainerProvisioned', 'False', 'NotProvisioned', 'x'), isBootstrapped] }),
      told: ['normal ContainerRunning'],
    },
    {
      rule: 'tell nothing of a machine that was moved here',
      seen: aProvisionedMachine({ work: bootstrapped({ kind: 'completed', steps: [] }) }),
      told: [],
    },
  ])('$rule', ({ seen, told }) => expect(events(seen)).toEqual(told));
});
