import { fakeDockerEngine } from '@capi/docker-engine/testing';
import { instant, secret, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import type { BootstrapPlan } from '../plan/bootstrap-plan.ts';
import { nodePrograms, type NodePrograms } from '../testing.ts';
import { followBootstrap, readBootstrap } from './follow-bootstrap.ts';
import type { BootstrapProgress } from './outcome.ts';
import { startBootstrap } from './start-bootstrap.ts';

const { signal } = new AbortController();
const plan: BootstrapPlan = { kind: 'plan', steps: secret([{ title: 'a', script: '' }]), notes: [] };

function world(held = false) {
  const node: NodePrograms = nodePrograms({ held });
  const engine = fakeDockerEngine({ clock: virtualClock(instant(0)), onExec: node.exec });
  engine.adopt({ name: 'cp-0' });
  const start = () => startBootstrap(engine, 'cp-0', { plan, budget: seconds(300) }, signal);
  return { node, engine, start };
}

describe('bootstrap of a container', () => {
  test('is started once and followed to its end', async () => {
    const { node, engine, start } = world(true);
    expect(await readBootstrap(engine, 'cp-0', signal)).toEqual({ kind: 'absent' });
    expect(await start()).toBe('started');
    expect(await start()).toBe('known');
    expect(await readBootstrap(engine, 'cp-0', signal)).toMatchObject({ kind: 'running', progress: { index: 1, count: 1 } });
    const told: BootstrapProgress[] = [];
    const following = followBootstrap(engine, 'cp-0', (progress) => told.push(progress), signal);
    node.end('cp-0', { kind: 'completed' });
    expect(await following).toMatchObject({ kind: 'completed', steps: [{ step: 'runcmd 1 of 1: kubeadm' }] });
    expect(told).toEqual([{ step: 'runcmd 1 of 1: kubeadm', index: 1, count: 1 }]);
    expect(node.begun).toEqual(['cp-0']);
  });

  test('tells the words of a step that failed, without secrets', async () => {
    const { node, engine, start } = world();
    node.end('cp-0', { kind: 'failed', exitCode: 1, stderr: 'token abcdef.0123456789abcdef is not valid\n' });
    await start();
    expect(await followBootstrap(engine, 'cp-0', () => undefined, signal)).toMatchObject({
      kind: 'failed',
      exitCode: 1,
      stderr: ['token [redacted] is not valid'],
    });
  });

  test('may be tried again when the container does not take the steps', async () => {
    const { engine, start } = world();
    engine.onExec(() => ({ exitCode: 1, stdout: '', stderr: 'tar: runner: Cannot write: No space left on device\n' }));
    await expect(start()).rejects.toThrow(
      'cannot hand over the bootstrap data for container cp-0: it ended with exit code 1: tar: runner: Cannot write: No space left on device',
    );
  });

  test('is asked for again when the answer is cut off, as by a restart of the container', async () => {
    const { engine } = world();
    engine.onExec(() => ({ exitCode: 137, stdout: 'begin 1 2\nstep 1 2 a\n', stderr: '' }));
    await expect(followBootstrap(engine, 'cp-0', () => undefined, signal)).rejects.toMatchObject({ retry: 'transient' });
  });
});
