import { fakeDockerEngine } from '@capi/docker-engine/testing';
import { instant } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createImages } from './images.ts';

const { signal } = new AbortController();
const pulls = (calls: readonly string[]): number => calls.filter((call) => call.startsWith('pull')).length;

function anEngine(registry: readonly string[] = ['node:v1']) {
  const clock = virtualClock(instant(0));
  const engine = fakeDockerEngine({ clock, registry });
  return { clock, engine, images: createImages(engine) };
}

describe('images', () => {
  test('are pulled once, however many wait for them, and never when they are there', async () => {
    const { engine, images } = anEngine();
    const pulling: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((name) => images.ensure('node:v1', () => pulling.push(name), signal)));
    await images.ensure('node:v1', () => pulling.push('d'), signal);
    expect(pulls(engine.calls)).toBe(1);
    expect(pulling).toEqual(['a', 'b', 'c']);
  });

  test('that no registry has are asked for once by all who wait', async () => {
    const { engine, images } = anEngine([]);
    const ended = await Promise.allSettled(['a', 'b'].map(() => images.ensure('node:v1', () => undefined, signal)));
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(pulls(engine.calls)).toBe(1);
  });

  test('are pulled by another when who pulls them is called off', async () => {
    const { clock, engine, images } = anEngine();
    const first = new AbortController();
    const waiting = images.ensure('node:v1', () => first.abort(new Error('its machine goes')), first.signal);
    const other = images.ensure('node:v1', () => undefined, signal);
    await expect(waiting).rejects.toThrow('its machine goes');
    await other;
    await clock.settle();
    expect(await engine.image('node:v1', signal)).toBeDefined();
  });
});
