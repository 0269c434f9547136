import {
  Cluster,
  DevMachine,
  KubeadmConfig,
  labels,
  Machine,
  MachineDeployment,
  MachineSet,
  type KubernetesObject,
  type Resource,
} from '@capi/api';

import { controlPlaneMachine, quickStart } from './testing/quick-start.ts';
import { world, type World } from './testing/world.ts';

/** What is there, without what differs from run to run: names end in chance. */
async function state(w: World): Promise<unknown> {
  const workers = async <T extends KubernetesObject>(kind: Resource<T>) =>
    (await w.list(kind)).filter(({ metadata }) => metadata.labels?.[labels.controlPlane] === undefined);
  const machines = await workers(Machine);
  const owned = (object: {
    readonly metadata: { readonly name: string; readonly ownerReferences?: readonly { readonly uid: string }[] };
  }): boolean =>
    machines.some(({ metadata }) => metadata.name === object.metadata.name && object.metadata.ownerReferences?.[0]?.uid === metadata.uid);
  const deployment = await w.get(MachineDeployment, 'demo');
  return {
    // Nobody here says whether the control plane is up to date, and how long that is waited for depends on the run.
    cluster: (await w.get(Cluster, 'demo'))?.status?.conditions
      ?.filter(({ type }) => type !== 'ControlPlaneMachinesUpToDate')
      .map(({ type, status, reason }) => [type, status, reason]),
    machines: machines.map(({ spec, status }) => [
      spec.version,
      status?.phase,
      status?.conditions?.map(({ type, reason }) => [type, reason]),
    ]),
    sets: (await w.list(MachineSet)).map(({ spec, status }) => [spec.replicas, status?.replicas, status?.availableReplicas]),
    companions: [...(await workers(KubeadmConfig)), ...(await workers(DevMachine))].map((object) => [object.kind, owned(object)]),
    deployment:
      deployment === undefined
        ? undefined
        : {
            ...deployment.status,
            conditions: deployment.status?.conditions?.map(({ type, reason }) => [type, reason]),
            deprecated: undefined,
          },
  };
}

/** Does `change` with a provider that dies before its n-th write, and goes on with a new one. */
async function dying(
  n: number | undefined,
  prepare: (w: World) => Promise<void>,
  change: (w: World) => Promise<void>,
): Promise<{ readonly end: unknown; readonly writes: number }> {
  const w = await world();
  await w.create(...quickStart({ workers: 2 }), ...controlPlaneMachine());
  await prepare(w);
  const before = w.writes.length;
  w.start(n);
  await w.settle(2);
  await change(w);
  await w.settle(n === undefined ? 60 : 8);
  const writes = w.writes.length - before;
  if (n !== undefined) {
    await w.stop();
    w.start();
    await w.settle(60);
  }
  const end = await state(w);
  await w.close();
  return { end, writes };
}

const run = async (w: World): Promise<void> => {
  w.start();
  await w.settle();
  await w.stop();
};

describe('a provider that dies before any of its writes', () => {
  test.each([
    { what: 'makes the same Cluster in the end', prepare: async () => {}, change: async () => {} },
    {
      what: 'rolls out the same in the end',
      prepare: run,
      change: (w: World) => w.patch(MachineDeployment, 'demo', { spec: { template: { spec: { version: 'v1.34.1' } } } }),
    },
    { what: 'deletes all the same in the end', prepare: run, change: (w: World) => w.delete(Cluster, 'demo') },
  ])(
    '$what',
    async ({ prepare, change }) => {
      const whole = await dying(undefined, prepare, change);
      expect(whole.writes).toBeGreaterThan(5);
      for (let n = 1; n <= whole.writes; n += 1) expect({ n, end: (await dying(n, prepare, change)).end }).toEqual({ n, end: whole.end });
    },
    120_000,
  );
});
