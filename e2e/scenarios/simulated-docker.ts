import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '../harness/eventually.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

/** The quick start with the Docker kinds instead of the development kinds. */
const dockerManifest = readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8')
  .replaceAll('DevCluster', 'DockerCluster')
  .replaceAll('DevMachineTemplate', 'DockerMachineTemplate')
  .replace(/spec:\n {2}backend:\n {4}inMemory: \{\}\n/, 'spec: {}\n')
  .replace(/backend:\n(?: {8,}.*\n)+/, '{}\n')
  .replace('spec:\n      {}\n', 'spec: {}\n');

describeStory('Docker kinds on simulated machines', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start', '--simulate-docker']);
  });
  afterAll(() => sandbox.stop());

  test('become a running cluster', async () => {
    await sandbox.kubectl.apply(dockerManifest);
    await eventually('six Machines run', async () => {
      const machines = await sandbox.kubectl.items('get', 'machines');
      return machines.length === 6 && machines.every(({ status }) => status?.['phase'] === 'Running') ? true : undefined;
    });
    expect(await sandbox.kubectl.items('get', 'dockermachines')).toHaveLength(6);
  });
});

describeStory('Docker kinds without a Docker engine', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start'], undefined, { environment: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
  });
  afterAll(() => sandbox.stop());

  test('are accepted, and a condition says plainly what they wait for', async () => {
    await sandbox.kubectl.apply(dockerManifest);
    const message = await eventually('the DockerCluster says why it waits', async () => {
      const cluster = await sandbox.kubectl.json<KubernetesItem>('get', 'dockercluster', 'quick-start');
      return cluster.status?.conditions?.find(({ type, status }) => type === 'LoadBalancerAvailable' && status === 'False')?.message;
    });
    expect(message).toMatch(/the Docker engine at unix:\/\/\/nowhere\/docker.sock cannot be reached/);
  });
});
