import { systemClock } from '@capi/controller-runtime';
import type { DockerEngine } from '@capi/docker-engine';
import { fakeDockerEngine, type FakeDockerEngine } from '@capi/docker-engine/testing';
import { seededRandom } from '@capi/seams';

import type { Archive } from './load-archive.ts';
import { observe } from './observe.ts';
import { trialContainer } from './trial.ts';

const node = 'kindest/node:v1.36.3';
const wanted = { nodes: { controlPlanes: 1, workers: 1 }, images: [node] };
const never = new AbortController().signal;

/** An engine whose containers end as soon as they have started. */
function hurriedEngine(images: readonly string[], exitCode = 0): { readonly engine: DockerEngine; readonly fake: FakeDockerEngine } {
  const fake = fakeDockerEngine({ clock: systemClock(), images, networks: ['none'] });
  const start: DockerEngine['start'] = async (container, signal) => {
    await fake.start(container, signal);
    fake.die(container, { exitCode });
  };
  return { fake, engine: { ...fake, start } };
}

const look = async (engine: DockerEngine, archive: Archive['state'] = 'no-archive', loaded: () => void = () => undefined) => {
  const said: string[] = [];
  const seen = await observe(
    engine,
    wanted,
    {
      loadArchive: async () => {
        loaded();
        return { state: archive, images: [] };
      },
      clock: systemClock(),
      random: seededRandom(7),
      ownsNothing: true,
      say: (line) => said.push(line),
    },
    never,
  );
  return { seen, said };
};

describe('a look at the engine', () => {
  test('that has all says so and leaves nothing behind', async () => {
    const { engine, fake } = hurriedEngine([node]);
    const { seen, said } = await look(engine);
    expect(seen).toMatchObject({
      engine: { answers: true, version: '28.0.0' },
      images: [{ name: node }],
      privileged: { outcome: 'ran', builtHere: false },
    });
    expect(said).toEqual([]);
    expect(fake.all).toEqual([]);
  });

  test('loads the archive when an image is missing', async () => {
    const { engine, fake } = hurriedEngine([]);
    const { seen, said } = await look(engine, 'loaded', () => fake.addImage(node));
    expect(seen).toMatchObject({ images: [{ name: node }], archive: true, privileged: { outcome: 'ran' } });
    expect(said).toEqual(['Loading the node image into the engine…']);
  });

  test('fetches what is in no archive', async () => {
    const { engine, fake } = hurriedEngine([]);
    fake.addToRegistry(node);
    const { seen, said } = await look(engine);
    expect(seen.images).toEqual([{ name: node }]);
    expect(said).toContain(`Fetching ${node}…`);
  });

  test('says why an image cannot be had', async () => {
    const { seen } = await look(hurriedEngine([]).engine);
    expect(seen).toMatchObject({
      images: [{ name: node, missing: `no registry has the image ${node}` }],
      privileged: { outcome: 'untried' },
    });
  });

  test('says how a privileged container ended', async () => {
    const { engine, fake } = hurriedEngine([node], 126);
    expect((await look(engine)).seen.privileged).toEqual({ outcome: 'failed', why: 'it ended with exit code 126' });
    fake.fail('start', 'other', { why: 'unable to apply caps' });
    expect((await look(engine)).seen.privileged).toEqual({ outcome: 'failed', why: 'unable to apply caps' });
    expect(fake.all).toEqual([]);
  });

  test('counts the containers of clusters', async () => {
    const { engine, fake } = hurriedEngine([node]);
    const labels = (cluster: string) => ({
      'docker.cluster.x-k8s.io/namespace': 'default',
      'docker.cluster.x-k8s.io/cluster': cluster,
      'docker.cluster.x-k8s.io/owner-uid': 'u',
    });
    for (const [name, cluster] of [
      ['a-lb', 'a'],
      ['a-1', 'a'],
      ['b-lb', 'b'],
    ] as const) {
      await fake.create({ ...trialContainer(node, name), labels: labels(cluster) }, never);
    }
    const { seen } = await look(engine);
    expect(seen.otherClusters).toEqual([
      { cluster: 'default/a', containers: 2 },
      { cluster: 'default/b', containers: 1 },
    ]);
  });

  test('finds none where nothing listens', async () => {
    const { engine, fake } = hurriedEngine([node]);
    fake.goDown();
    const { seen } = await look(engine);
    expect(seen).toMatchObject({
      engine: { answers: false, why: 'nothing listens at fake://engine' },
      images: [],
      privileged: { outcome: 'untried' },
    });
  });
});
