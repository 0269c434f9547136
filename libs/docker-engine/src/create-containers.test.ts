import { silentLog, type Log } from '@capi/controller-runtime';
import { instant, seconds, seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import type { Containers } from './containers.ts';
import { createContainers } from './create-containers.ts';
import { fakeDockerEngine } from './testing/index.ts';

const label = 'io.x-k8s.kind.cluster';
const labels = { [label]: 'demo' };

function following(log: Log = silentLog) {
  const clock = virtualClock(instant(0));
  const engine = fakeDockerEngine({ clock });
  const containers = createContainers({ engine, label, clock, random: seededRandom(1), log });
  const stop = new AbortController();
  const told: string[] = [];
  containers.subscribe((container) => told.push(container?.name ?? 'the engine'));
  const done = containers.follow(stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  return { clock, engine, containers, told, end, signal: stop.signal };
}

const names = (containers: Containers): readonly string[] => containers.list({}).map(({ name }) => name);

describe('containers that are followed', () => {
  test('are those with the label, in the order of their names', async () => {
    const { clock, engine, containers, end } = following();
    engine.adopt({ name: 'stranger' });
    engine.adopt({ name: 'demo-b', labels });
    engine.adopt({ name: 'demo-a', labels: { ...labels, role: 'worker' } });
    expect(containers.available()).toBe(false);
    await clock.settle();
    expect(containers.available()).toBe(true);
    expect(names(containers)).toEqual(['demo-a', 'demo-b']);
    expect(containers.list({ role: 'worker' }).map(({ name }) => name)).toEqual(['demo-a']);
    expect(containers.get('stranger')).toBeUndefined();
    await end();
  });

  test('come, change and go with events, each of which is told once', async () => {
    const { clock, engine, containers, told, end } = following();
    await clock.settle();
    engine.adopt({ name: 'demo-a', labels });
    await clock.settle();
    expect(containers.get('demo-a')).toMatchObject({ state: 'running', networks: { bridge: { ipv4: '172.17.0.2' } } });
    engine.die('demo-a');
    await clock.settle();
    expect(containers.get('demo-a')).toMatchObject({ state: 'exited', networks: { bridge: {} } });
    engine.vanish('demo-a');
    await clock.settle();
    expect(containers.get('demo-a')).toBeUndefined();
    expect(told).toEqual(['the engine', 'demo-a', 'demo-a', 'demo-a']);
    await end();
  });

  test('are asked for once however many events come at a time', async () => {
    const { clock, engine, end } = following();
    await clock.settle();
    engine.adopt({ name: 'demo-a', labels });
    await clock.settle();
    const before = engine.calls.length;
    for (let turn = 0; turn < 3; turn += 1) {
      engine.die('demo-a');
      await engine.start('demo-a', new AbortController().signal);
    }
    await clock.settle();
    expect(engine.calls.slice(before).filter((call) => call.startsWith('inspect')).length).toBeLessThanOrEqual(4);
    await end();
  });

  test('are kept while the engine is gone, and listed again when it is back', async () => {
    const lines: string[] = [];
    const write = (message: string): number => lines.push(message);
    const log: Log = { ...silentLog, warn: write, info: write };
    const { clock, engine, containers, end } = following(log);
    engine.adopt({ name: 'demo-a', labels, restartPolicy: { name: 'no' } });
    engine.adopt({ name: 'demo-b', labels });
    await clock.settle();
    engine.goDown();
    await clock.advance(seconds(60));
    expect(containers.available()).toBe(false);
    expect(containers.unavailableBecause()).toContain('fake://engine');
    expect(names(containers)).toEqual(['demo-a', 'demo-b']);
    engine.comeUp();
    engine.vanish('demo-b');
    await clock.advance(seconds(11));
    expect(containers.available()).toBe(true);
    expect(names(containers)).toEqual(['demo-a']);
    expect(lines).toEqual(['The Docker engine is gone, trying again', 'The Docker engine is back']);
    await end();
  });

  test('are all asked for again when one of them cannot be', async () => {
    const { clock, engine, containers, end } = following();
    await clock.settle();
    engine.fail('inspect', 'other', { times: 1 });
    engine.adopt({ name: 'demo-a', labels });
    await clock.advance(seconds(1));
    expect(names(containers)).toEqual(['demo-a']);
    expect(containers.available()).toBe(true);
    await end();
  });

  test('are refreshed on demand before an event comes', async () => {
    const { clock, engine, containers, signal, end } = following();
    await clock.settle();
    const { id } = engine.adopt({ name: 'demo-a', labels });
    expect(containers.get('demo-a')).toBeUndefined();
    await containers.refresh(id, signal);
    expect(containers.get('demo-a')).toMatchObject({ id });
    engine.vanish(id);
    expect(await containers.refresh('demo-a', signal)).toBeUndefined();
    expect(containers.get('demo-a')).toBeUndefined();
    await end();
  });

  test('stay gone when an answer comes late that was asked for while they were there', async () => {
    const { clock, engine, containers, signal, end } = following();
    await clock.settle();
    const { id } = engine.adopt({ name: 'demo-a', labels });
    await clock.settle();
    const late = containers.refresh(id, signal);
    engine.vanish(id);
    await late;
    await clock.settle();
    expect(names(containers)).toEqual([]);
    await end();
  });
});
