import { eventually } from '../harness/eventually.ts';
import type { Kubectl } from '../harness/kubectl.ts';
import { kinds, observedInput, ofKind, readObserved, whyNotObserved, type Json } from '../harness/observed.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const namespace = 'quick-start-plain';

/** Events of upstream that ours has no occasion for, with the reason in docs/compatibility.md. */
const eventsWithoutOccasion = new Set(['KubeadmControlPlane ControlPlaneUnhealthy']);

describeStory(
  'the end states of the quick start agree with upstream, object by object,',
  () => {
    let sandbox: RunningSandbox;
    let kubectl: Kubectl;
    beforeAll(async () => {
      sandbox = await startSandbox(['--no-quick-start']);
      ({ kubectl } = sandbox);
      await kubectl('create', 'namespace', namespace);
      await kubectl.apply(observedInput());
    });
    afterAll(() => sandbox.stop());

    const objects = (): Promise<readonly Json[]> => kubectl.items<Json>('-n', namespace, 'get', kinds.join(','));
    const settled = async (version: { controlPlane: string; workers: string }): Promise<readonly Json[]> => {
      await eventually('the cluster is as wanted', async () => {
        await kubectl('-n', namespace, 'wait', 'cluster/demo', '--for=condition=Available', '--timeout=60s');
        const machines = await kubectl.items('-n', namespace, 'get', 'machines');
        const good = machines.filter(({ metadata, spec, status }) => {
          const role = metadata.labels?.['cluster.x-k8s.io/control-plane'] === undefined ? 'workers' : 'controlPlane';
          return status?.['phase'] === 'Running' && spec?.['version'] === version[role];
        });
        return machines.length === 6 && good.length === 6 ? true : undefined;
      });
      await eventually('the data of Machines that are gone is collected', async () => {
        // A garbage collector may take half a minute until it knows of a new CRD.
        const secrets = await kubectl.items('-n', namespace, 'get', 'secrets');
        return secrets.length <= 11 ? true : undefined;
      });
      return eventually('nothing changes any more', async () => {
        const before = await objects();
        await new Promise((resolve) => setTimeout(resolve, 2500));
        const after = await objects();
        return JSON.stringify(before) === JSON.stringify(after) ? after : undefined;
      });
    };

    describe.each([
      { step: 'running', file: '1-running.yaml', version: { controlPlane: 'v1.34.0', workers: 'v1.34.0' }, change: undefined },
      {
        step: 'with the control plane upgraded',
        file: '2-control-plane-upgraded.yaml',
        version: { controlPlane: 'v1.35.0', workers: 'v1.34.0' },
        change: ['kubeadmcontrolplane', 'demo', '{"spec":{"version":"v1.35.0"}}'],
      },
      {
        step: 'with the workers rolled',
        file: '3-workers-rolled.yaml',
        version: { controlPlane: 'v1.35.0', workers: 'v1.35.0' },
        change: ['machinedeployment', 'demo', '{"spec":{"template":{"spec":{"version":"v1.35.0"}}}}'],
      },
    ])('$step', ({ file, version, change }) => {
      let ours: readonly Json[] = [];
      beforeAll(async () => {
        if (change !== undefined) {
          const [kind = '', name = '', patch = ''] = change;
          await kubectl('-n', namespace, 'patch', kind, name, '--type=merge', '-p', patch);
        }
        ours = await settled(version);
      });

      test.each(kinds)('%s', (kind) => expect(ofKind(ours, kind)).toEqual(ofKind(readObserved(file).objects, kind)));

      test('events', async () => {
        const seen = await kubectl.items<{
          involvedObject: { kind: string };
          reason: string;
          type: string;
          source?: { component?: string };
        }>('-n', namespace, 'get', 'events');
        const said = new Set(
          seen.map(({ involvedObject, type, reason, source }) => `${involvedObject.kind} ${type} ${reason} ${source?.component ?? ''}`),
        );
        const wanted = readObserved(file).events.filter(([kind, , reason]) => !eventsWithoutOccasion.has(`${kind} ${reason}`));
        expect(wanted.map((event) => event.join(' ')).filter((event) => !said.has(event))).toEqual([]);
      });
    });
  },
  { unless: whyNotObserved },
);
