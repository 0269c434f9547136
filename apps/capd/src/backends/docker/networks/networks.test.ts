import { systemClock } from '@capi/controller-runtime';
import { fakeDockerEngine, type FakeDockerEngine } from '@capi/docker-engine/testing';

import { createNetworks } from './create-networks.ts';
import type { Networks, Place } from './networks.ts';

const { signal } = new AbortController();
let engine: FakeDockerEngine;
let networks: Networks;
const fresh = (others: readonly string[] = []): void => {
  engine = fakeDockerEngine({ clock: systemClock(), networks: others });
  networks = createNetworks(engine, 'kind');
};
beforeEach(() => fresh());

/** Makes a container there. */
const adopt =
  (name: string) =>
  async ({ ipv4 }: Place): Promise<void> =>
    void engine.adopt({ name, network: 'kind', ...(ipv4 === undefined ? {} : { ipv4 }) });
const place = (name: string, address?: string): Promise<void> =>
  networks.place(address === undefined ? {} : { address }, adopt(name), signal);
const addresses = (): readonly (string | undefined)[] => engine.all.map((container) => container.show().networks['kind']?.ipv4);

describe('network of containers', () => {
  test('is made when it is not there, in a subnet that the engine finds free', async () => {
    await place('a');
    const network = await engine.network('kind', signal);
    expect(network).toMatchObject({
      labels: { 'docker.cluster.x-k8s.io/managed': 'true' },
      subnets: ['172.18.0.0/16', expect.stringMatching(/^fd[0-9a-f]{2}(:[0-9a-f]{1,4}){3}::\/64$/)],
    });
    expect(await engine.network('kind-subnet-probe', signal)).toBeUndefined();
  });

  test('gives each container an address of its own, however many are made at once', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => place(name)));
    expect(addresses()).toEqual(['172.18.0.2', '172.18.0.3', '172.18.0.4']);
  });

  test('keeps the address of a container that has stopped, and comes back to one that is gone late', async () => {
    await place('a');
    await place('b');
    engine.die('a');
    engine.vanish('b');
    await place('c');
    expect(engine.container('c').spec.ipv4).toBe('172.18.0.4');
  });

  test('gives out an address again that is asked for by name', async () => {
    await place('a');
    await place('b');
    engine.vanish('a');
    await place('a', '172.18.0.2');
    expect(engine.container('a').spec.ipv4).toBe('172.18.0.2');
  });

  test('tries another address when one is in use after all', async () => {
    const tried: (string | undefined)[] = [];
    await networks.place(
      {},
      async ({ ipv4 }) => {
        tried.push(ipv4);
        if (tried.length === 1) engine.fail('start', 'address-in-use', { times: 1 });
        engine.addImage('any');
        const id = await engine.create(
          { ...engine.adopt({ name: `x${tried.length}` }).spec, name: `y${tried.length}`, image: 'any' },
          signal,
        );
        await engine.start(id, signal);
      },
      signal,
    );
    expect(tried).toEqual(['172.18.0.2', '172.18.0.3']);
  });

  test('leaves the addresses to the engine when others made it', async () => {
    fresh(['kind']);
    const places: Place[] = [];
    await networks.place({ address: '172.18.0.9' }, async (found) => void places.push(found), signal);
    expect(places).toEqual([{ name: 'kind', subnets: ['172.18.0.0/16'] }]);
    await networks.removeUnused(signal);
    expect(await engine.network('kind', signal)).toBeDefined();
  });

  test('goes when nothing is in it any more', async () => {
    await place('a');
    engine.die('a');
    await networks.removeUnused(signal);
    expect(await engine.network('kind', signal)).toBeDefined();
    engine.vanish('a');
    await networks.place({}, () => networks.removeUnused(signal), signal);
    expect(await engine.network('kind', signal)).toBeDefined();
    await networks.removeUnused(signal);
    expect(await engine.network('kind', signal)).toBeUndefined();
  });
});
