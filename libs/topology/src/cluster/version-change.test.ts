import { aClass, said } from '../testing.ts';
import { validateUpgraded, validateVersionStep, type RunningVersions } from './version-change.ts';

const path = 'Invalid spec.topology.version';

describe('a change of the version', () => {
  test.each<{ rule: string; now: string; before?: string; hooks?: readonly string[]; of?: object; says: readonly string[] }>([
    { rule: 'may go to the next minor version', now: 'v1.35.9', says: [] },
    { rule: 'may go to another patch', now: 'v1.34.5', says: [] },
    { rule: 'does not go down', now: 'v1.34.0', says: [path] },
    { rule: 'does not mind what comes after the numbers', now: 'v1.34.1-rc.1', before: 'v1.34.1', says: [] },
    { rule: 'leaves no minor version out', now: 'v1.36.0', says: [path] },
    { rule: 'leaves no major version out', now: 'v2.0.0', says: [path] },
    {
      rule: 'may leave some out where the class lists versions',
      now: 'v1.36.0',
      of: aClass({ kubernetesVersions: ['v1.36.0'] }),
      says: [],
    },
    {
      rule: 'may leave some out where an extension plans the way',
      now: 'v1.36.0',
      of: aClass({ upgrade: { external: { generateUpgradePlanExtension: 'a.b' } } }),
      says: [],
    },
    { rule: 'waits for hooks of the one before', now: 'v1.35.0', hooks: ['AfterClusterUpgrade'], says: [path] },
    { rule: 'waits for no other hook', now: 'v1.35.0', hooks: ['AfterControlPlaneInitialized'], says: [] },
    { rule: 'has nothing to compare when it is no version', now: 'next', says: [] },
  ])('$rule', ({ now, before = 'v1.34.1', hooks = [], of = aClass(), says }) =>
    expect(said(validateVersionStep({ now, before, pendingHooks: hooks, clusterClass: of }))).toEqual(says),
  );
});

describe('an upgrade', () => {
  const controlPlane = { name: 'cp', version: 'v1.34.1', seen: ['v1.34.1'] };
  const worker = { name: 'md', version: 'v1.34.1', seen: ['v1.34.1', 'v1.34.1'] };
  test.each<{ rule: string; running: RunningVersions; says: readonly string[] }>([
    { rule: 'may begin when all is done', running: { controlPlane, workers: [worker] }, says: [] },
    { rule: 'waits for a control plane', running: { problem: 'it is gone', workers: [] }, says: [path] },
    {
      rule: 'waits until the control plane is asked for the last version',
      running: { controlPlane: { ...controlPlane, version: 'v1.34.0' }, workers: [] },
      says: [path],
    },
    { rule: 'waits for a control plane that starts', running: { controlPlane: { ...controlPlane, seen: [] }, workers: [] }, says: [path] },
    {
      rule: 'waits for all of the control plane',
      running: { controlPlane: { ...controlPlane, seen: ['v1.34.1', 'v1.33.0'] }, workers: [] },
      says: [path],
    },
    { rule: 'tells builds apart', running: { controlPlane: { ...controlPlane, seen: ['v1.34.1+b'] }, workers: [] }, says: [path] },
    {
      rule: 'waits until workers are asked for the last version',
      running: { controlPlane, workers: [{ ...worker, version: 'v1.33.0' }] },
      says: [path],
    },
    {
      rule: 'waits for all workers',
      running: { controlPlane, workers: [worker, { ...worker, seen: ['v1.34.1', 'v1.33.0'] }] },
      says: [path],
    },
    { rule: 'waits for workers that do not say', running: { controlPlane, workers: [{ ...worker, seen: [undefined] }] }, says: [path] },
  ])('$rule', ({ running, says }) => {
    const change = { now: 'v1.35.0', before: 'v1.34.1', pendingHooks: [], clusterClass: aClass() };
    expect(said(validateUpgraded(change, running))).toEqual(says);
  });
});
