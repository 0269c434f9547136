import { systemClock } from '@capi/controller-runtime';
import { fakeDockerEngine } from '@capi/docker-engine/testing';
import { seconds } from '@capi/seams';

import { awaitSystem } from './await-system.ts';

describe('system of a node that is not up', () => {
  test.each<{ rule: string; exitCode: number; stdout: string; says: string }>([
    {
      rule: 'says what it waits for',
      exitCode: 1,
      stdout: 'system: starting\nnot started yet: containerd.service\n',
      says: 'it was not up within 30s: system: starting, not started yet: containerd.service',
    },
    {
      rule: 'says why containerd serves no kubelet',
      exitCode: 2,
      stdout: 'containerd serves no kubelet: x\n',
      says: ': containerd serves no kubelet: x',
    },
    {
      rule: 'says that the image is none of a node',
      exitCode: 126,
      stdout: 'OCI runtime exec failed: exec: "sh": executable file not found in $PATH\r\n',
      says: 'its image has no shell, so it is not one that nodes are made from: OCI runtime exec failed: exec: "sh": executable file not found',
    },
    {
      rule: 'says that it was stopped',
      exitCode: 137,
      stdout: '',
      says: 'what looked at it was ended (exit code 137), as by a stop of the container',
    },
    {
      rule: 'says what to do about a host with too few watchers',
      exitCode: 2,
      stdout: 'containerd serves no kubelet: too many open files\n',
      says: "fs.inotify.max_user_instances of the engine's host is too low for its nodes: raise it to 1024",
    },
  ])('$rule', async ({ exitCode, stdout, says }) => {
    const engine = fakeDockerEngine({ clock: systemClock(), onExec: () => ({ exitCode, stdout, stderr: '' }) });
    engine.adopt({ name: 'demo-w-0' });
    await expect(awaitSystem(engine, 'demo-w-0', seconds(30), new AbortController().signal)).rejects.toThrow(says);
  });
});
