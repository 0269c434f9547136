import { DevMachineTemplate, DockerMachineTemplate, type KubernetesObject } from '@capi/api';

import { namespace, world, type World } from '../../testing/world.ts';

let w: World;
beforeEach(async () => {
  w = await world({ engine: { info: { processors: 4, memory: 16 * 1024 ** 3 } } });
});
afterEach(() => w.close());

const template = (kind: 'DockerMachineTemplate' | 'DevMachineTemplate', spec: object): KubernetesObject =>
  ({
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
    kind,
    metadata: { name: 'demo', namespace },
    spec: { template: { spec } },
  }) as KubernetesObject;

describe('template of containers', () => {
  test('says what a machine offers, in one write', async () => {
    w.start();
    await w.create(template('DockerMachineTemplate', {}));
    const object = await w.until(DockerMachineTemplate, 'demo', (one) => one?.status?.capacity !== undefined);
    expect(object?.status?.capacity).toEqual({ cpu: '4', memory: '16Gi' });
    expect(w.writes).toHaveLength(1);
  });

  test('waits quietly for the engine', async () => {
    w.engine.goDown();
    w.start();
    await w.create(template('DevMachineTemplate', { backend: { docker: {} } }));
    w.engine.comeUp();
    const object = await w.until(DevMachineTemplate, 'demo', (one) => one?.status?.capacity !== undefined);
    expect(object?.status?.capacity).toEqual({ cpu: '4', memory: '16Gi' });
    expect(w.writes).toHaveLength(1);
  });
});

describe('template of simulated machines', () => {
  test('has nothing to do with the engine', async () => {
    w.start();
    await w.create(template('DevMachineTemplate', { backend: { inMemory: {} } }));
    // Its controller has looked at it when it has looked at the one that came later.
    await w.create(template('DockerMachineTemplate', {}));
    await w.until(DockerMachineTemplate, 'demo', (one) => one?.status?.capacity !== undefined);
    expect((await w.get(DevMachineTemplate, 'demo'))?.status).toBeUndefined();
  });
});
