import { systemClock } from '@capi/controller-runtime';
import { fakeDockerEngine } from '@capi/docker-engine/testing';

import { trialContainer } from './trial.ts';
import { whatIsLeft } from './what-is-left.ts';

const never = new AbortController().signal;

describe('containers that a sandbox leaves behind', () => {
  const engine = fakeDockerEngine({ clock: systemClock(), images: ['i'], networks: ['none'] });
  beforeAll(async () => {
    for (const [name, owner] of [
      ['demo-lb', 'mine'],
      ['demo-1', 'mine too'],
      ['other-lb', 'another sandbox’s'],
    ] as const) {
      const labels = {
        'docker.cluster.x-k8s.io/namespace': 'default',
        'docker.cluster.x-k8s.io/cluster': 'demo',
        'docker.cluster.x-k8s.io/owner-uid': owner,
      };
      await engine.create({ ...trialContainer('i', name), labels }, never);
    }
  });

  test('are told with what removes them, and nobody else’s', async () =>
    expect(await whatIsLeft(engine, new Set(['mine', 'mine too', 'gone']), never)).toBe(
      'left behind: 2 containers; docker rm -f -v demo-1 demo-lb',
    ));

  test('are not told of when there are none', async () => expect(await whatIsLeft(engine, new Set(['gone']), never)).toBeUndefined());
});
