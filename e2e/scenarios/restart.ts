import { eventually } from '../harness/eventually.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

describeStory(
  'a sandbox with a data folder',
  () => {
    let sandbox: RunningSandbox;
    beforeAll(async () => {
      sandbox = await startSandbox();
      await eventually('six Machines run', () => running(6));
    });
    afterAll(() => sandbox.stop());

    const running = async (count: number): Promise<true | undefined> => {
      const machines = await sandbox.kubectl.items('get', 'machines');
      return machines.length === count && machines.every(({ status }) => status?.['phase'] === 'Running') ? true : undefined;
    };
    const names = (items: readonly KubernetesItem[]): readonly string[] =>
      items.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).toSorted();

    test('goes on where it stopped: the same Machines, and Nodes for them', async () => {
      const before = names(await sandbox.kubectl.items('get', 'machines'));
      await sandbox.stop({ keepData: true });
      sandbox = await startSandbox(['--no-quick-start'], sandbox.dataDir);
      expect(names(await sandbox.kubectl.items('get', 'machines'))).toEqual(before);
      await eventually('six Nodes are Ready again', async () => {
        const nodes = await (await sandbox.workload('quick-start')).items('get', 'nodes');
        const ready = nodes.filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'));
        return ready.length === 6 ? true : undefined;
      });
      await sandbox.kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=4');
      await eventually('a fourth worker runs', () => running(7));
      expect(names(await sandbox.kubectl.items('get', 'machines'))).toEqual(expect.arrayContaining([...before]));
    });
  },
  { embeddedOnly: 'a real API server keeps its own data' },
);
