import { LeadershipLost, systemClock } from '@capi/controller-runtime';
import { fakeDockerEngine } from '@capi/docker-engine/testing';

import { fencedEngine } from './fenced-engine.ts';

const { signal } = new AbortController();

function anEngine(whileLeading: Parameters<typeof fencedEngine>[1]['whileLeading']) {
  const engine = fakeDockerEngine({ clock: systemClock() });
  engine.adopt({ name: 'demo-w-0' });
  return { engine, fenced: fencedEngine(engine, { whileLeading }) };
}

describe('engine of a process that may not lead', () => {
  test('is read, and not changed', async () => {
    const { engine, fenced } = anEngine(() => Promise.reject(new LeadershipLost('somebody else leads')));
    await expect(fenced.list({}, signal)).resolves.toHaveLength(1);
    await expect(fenced.inspect('demo-w-0', signal)).resolves.toBeDefined();
    await expect(fenced.remove('demo-w-0', signal)).rejects.toThrow(LeadershipLost);
    await expect(fenced.exec('demo-w-0', { command: ['x'] }, signal)).rejects.toThrow(LeadershipLost);
    expect(engine.calls).toEqual(['list', 'inspect demo-w-0']);
  });

  test('is left in the middle of a change when leadership is lost', async () => {
    const lost = new AbortController();
    const { engine, fenced } = anEngine((_signal, work) => work(lost.signal));
    const asked = Promise.withResolvers<void>();
    engine.onExec(() => {
      asked.resolve();
      return new Promise(() => undefined);
    });
    const running = fenced.exec('demo-w-0', { command: ['x'] }, signal);
    await asked.promise;
    lost.abort(new LeadershipLost('the lease was not renewed in time'));
    await expect(running).rejects.toThrow(LeadershipLost);
  });
});
