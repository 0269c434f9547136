import { KubeadmControlPlane } from '@capi/api';

import { aWorld, secretNames, type World } from './world/world.ts';

const never = new AbortController().signal;
const key = { namespace: 'default', name: 'cp' };

let world: World;
afterEach(() => world.close());

const isTrue = (conditions: readonly { readonly type: string; readonly status: string }[] | undefined, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;

/** As a user would wait for it: what is observed is the spec as it is now, and all replicas are up to date and available. */
async function isSettled(replicas: number): Promise<boolean> {
  const { status, metadata } = (await world.controlPlane()) ?? {};
  return (
    status?.observedGeneration === metadata?.generation &&
    status?.replicas === replicas &&
    status.upToDateReplicas === replicas &&
    status.readyReplicas === replicas &&
    status.availableReplicas === replicas &&
    isTrue(status.conditions, 'Available')
  );
}

const change = (spec: object): Promise<unknown> => world.user.patch(KubeadmControlPlane, key, { type: 'merge', body: { spec } }, never);

describe('KubeadmControlPlane reconciler', () => {
  test('brings up three Machines, one of which runs kubeadm init', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    expect(await world.until(() => isSettled(3))).toBe(true);

    expect(world.machines.initialised).toHaveLength(1);
    expect([...world.etcd.members.keys()].sort()).toEqual((await world.controlPlaneMachines()).map(({ metadata }) => metadata.name).sort());
    expect(await secretNames(world.user)).toEqual(['demo-ca', 'demo-etcd', 'demo-kubeconfig', 'demo-proxy', 'demo-sa']);
    const controlPlane = await world.controlPlane();
    expect(controlPlane?.status).toMatchObject({
      selector: 'cluster.x-k8s.io/cluster-name=demo,cluster.x-k8s.io/control-plane',
      version: 'v1.34.0',
      versions: [{ version: 'v1.34.0', replicas: 3 }],
      initialization: { controlPlaneInitialized: true },
    });
    await provider.stop();
  });
});

