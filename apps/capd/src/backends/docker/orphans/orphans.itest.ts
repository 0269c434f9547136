import { Cluster, DockerCluster, Event } from '@capi/api';
import { isTrue } from '@capi/conditions';

import { aCluster, anInfraCluster } from '../../../testing/objects.ts';
import { namespace, world, type World } from '../../../testing/world.ts';
import { nodeLabels } from '../names/labels.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

test('a container that no object owns is told of once, and left alone', async () => {
  const labels = nodeLabels({ namespace, cluster: 'former', machine: 'w-0', uid: 'gone', role: 'worker' });
  w.engine.adopt({ name: 'former-w-0', labels });
  w.start();
  await w.create(aCluster('DockerCluster'));
  await w.create(anInfraCluster((await w.get(Cluster, 'demo')) ?? aCluster('DockerCluster'), 'DockerCluster'));
  await w.until(DockerCluster, 'demo', (object) => isTrue(object?.status?.conditions, 'Ready'));
  await w.stop();
  const events = await w.client.list(Event, { namespace }, w.signal);
  const orphaned = events.filter(({ reason }) => reason === 'OrphanedContainer');
  expect(orphaned).toHaveLength(1);
  expect(orphaned[0]).toMatchObject({
    involvedObject: { kind: 'Cluster', name: 'former', namespace },
    type: 'Warning',
    message: 'container former-w-0 belongs to no object here; if nobody else needs it, remove it: docker rm -f -v former-w-0',
    count: 1,
  });
  expect(w.engine.running).toEqual(['former-w-0', 'demo-lb']);
});
