import { Cluster, DockerCluster, type DockerMachine } from '@capi/api';
import { find, isTrue } from '@capi/conditions';
import { milliseconds, minutes, seconds, type DeepReadonly } from '@capi/seams';

import type { Operation } from '../../backends/docker/engine/around-calls.ts';
import { dockerLabels, roleOf } from '../../backends/docker/names/labels.ts';
import { chooseNodeImage } from '../../backends/docker/node-image/choose-node-image.ts';
import { isProblem } from '../../backends/docker/problem.ts';
import { aCast, type Cast } from '../../testing/cast.ts';
import { unreliableWorld, type UnreliableWorld } from '../../testing/unreliable-world.ts';
import { namespace } from '../../testing/world.ts';

const seeds = Array.from({ length: 8 }, (_one, index) => index + 1);
const mostMachines = 5;
const blows = 40;
/** Hundreds of seeds took 222 at most. */
const mostCalls = 400;

const chosen = chooseNodeImage('v1.34.0');
const image = isProblem(chosen) ? '' : chosen.image;
const patience = seconds(10);
const refusable: readonly Operation[] = [
  'list',
  'inspect',
  'create',
  'start',
  'remove',
  'exec',
  'image',
  'network',
  'createNetwork',
  'upload',
];

type Seen = DeepReadonly<DockerMachine>;
const reasonOf = ({ status }: Seen, type: string) => find(status?.conditions, type)?.reason;
const isReady = ({ status }: Seen): boolean => isTrue(status?.conditions, 'Ready');
/** It is as it should be, or says that it has to be replaced. */
const isSettled = (machine: Seen): boolean =>
  isReady(machine) ||
  (machine.status?.initialization?.provisioned === true &&
    (reasonOf(machine, 'BootstrapCompleted') === 'Failed' || reasonOf(machine, 'ContainerProvisioned') === 'NotProvisioned'));

interface Faults {
  start(): void;
  /** Something happens: a wish of somebody, or a fault. */
  strike(): Promise<void>;
  /** All that was broken is repaired; what is lost stays lost. */
  end(): Promise<void>;
}

function faultsIn({ w, below, clock, cutOff }: UnreliableWorld, cast: Cast, replicas: readonly string[]): Faults {
  let engineRuns = true;
  let paused = false;
  const nodes = (): readonly string[] => w.engine.all.filter(({ spec }) => isNode(spec.labels)).map(({ name }) => name);
  const anyOf = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const begin = (replica: string, dieBefore?: number): void => {
    w.start({ patience, ...(replicas.length > 1 ? { replica } : {}), ...(dieBefore === undefined ? {} : { dieBefore }) });
  };
  const restart = async (dieBefore?: number): Promise<void> => {
    const replica = anyOf(replicas) ?? '';
    await w.stop(replicas.length > 1 ? replica : undefined);
    // What the engine was told by then, it does.
    await clock.sleep(seconds(1), w.signal);
    begin(replica, dieBefore);
  };
  const newMachine = async (): Promise<void> => {
    if (cast.made.length < mostMachines) await cast.machine({ controlPlane: below(2) === 0 });
  };
  const all: readonly (() => void | Promise<void>)[] = [
    newMachine,
    newMachine,
    async () => {
      const name = anyOf(cast.made);
      if (name !== undefined && below(2) === 0) await cast.leave(name);
    },
    async () => {
      const name = anyOf(cast.made);
      if (name !== undefined) await cast.touch(name, String(below(1000)));
    },
    async () => {
      paused = !paused;
      await w.patch(Cluster, 'demo', { spec: { paused } });
    },
    () => restart(),
    () => restart(1 + below(30)),
    () => {
      const replica = anyOf(replicas) ?? '';
      if (replicas.length > 1 && !cutOff.delete(replica)) cutOff.add(replica);
    },
    () => {
      if (engineRuns) w.engine.goDown();
      else w.engine.comeUp();
      engineRuns = !engineRuns;
    },
    () => {
      const name = below(3) === 0 ? anyOf(nodes()) : undefined;
      if (name !== undefined) w.engine.die(name, below(2) === 0 ? { error: 'address already in use' } : {});
    },
    () => {
      const name = below(3) === 0 ? anyOf(nodes()) : undefined;
      if (name !== undefined) w.engine.vanish(name);
    },
    () => w.engine.fail(anyOf(refusable) ?? 'list', below(3) === 0 ? 'unreachable' : 'other', { times: 1 + below(3) }),
  ];
  const start = (): void => replicas.forEach((replica) => begin(replica));
  return {
    start,
    strike: async () => anyOf(all)?.(),
    async end() {
      w.engine.heal();
      if (!engineRuns) w.engine.comeUp();
      cutOff.clear();
      await w.patch(Cluster, 'demo', { spec: { paused: false } });
      await w.stop();
      await clock.sleep(seconds(1), w.signal);
      start();
    },
  };
}

const isNode = (labels: Readonly<Record<string, string>>): boolean => ['control-plane', 'worker'].includes(roleOf(labels) ?? '');

describe('machines that are containers, among faults', () => {
  test.each(seeds)(
    'end as they should, each in one container, and then there is silence (seed %i)',
    async (seed) => {
      const play = await unreliableWorld(seed, [image]);
      const { w, nodes, losses, below, pass, through } = play;
      const cast = aCast(w);
      // Two replicas elect a leader, and renew its lease every other second, which takes a test long.
      const faults = faultsIn(play, cast, seed % 4 === 0 ? ['a', 'b'] : ['a']);
      const isOver = async (): Promise<boolean> => (await cast.look()) && (await cast.machines()).every(isSettled);

      w.start({ patience });
      await through(cast.cluster());
      losses.may = true;
      for (let blow = 0; blow < blows; blow += 1) {
        await through(faults.strike());
        await through(cast.look());
        await pass(milliseconds(below(30_000)));
      }
      losses.may = false;
      await through(faults.end());
      await pass(minutes(10));
      await play.until(isOver, minutes(20));
      const machines = await through(cast.machines());
      expect(machines.filter((machine) => !isSettled(machine))).toEqual([]);

      expect(w.engine.all.filter(({ spec }) => roleOf(spec.labels) === 'external-load-balancer').map(({ name }) => name)).toEqual([
        'demo-lb',
      ]);
      const ownerOf = ({ spec }: (typeof w.engine.all)[number]): string | undefined => spec.labels[dockerLabels.ownerUid];
      const owners = w.engine.all.filter(({ spec }) => isNode(spec.labels)).map(ownerOf);
      expect(new Set(owners).size).toBe(owners.length);
      expect(machines.map(({ metadata }) => metadata.uid)).toEqual(expect.arrayContaining(owners));
      const ready = machines.filter(isReady);
      const running = w.engine.all.filter(({ state }) => state === 'running');
      expect(running.map(ownerOf)).toEqual(expect.arrayContaining(ready.map(({ metadata }) => metadata.uid)));
      expect(running.map(({ name }) => `docker:////${name}`)).toEqual(expect.arrayContaining(ready.map(({ spec }) => spec?.providerID)));
      // However often containers were made anew: nothing was ever bootstrapped twice.
      expect(new Set(nodes.begun.map(ownerOf)).size).toBe(nodes.begun.length);

      const done = (): readonly number[] => [w.engine.calls.length, w.writes.filter(({ path }) => !path.includes('/leases')).length];
      const before = done();
      expect(w.engine.calls.length).toBeLessThan(mostCalls);
      await pass(minutes(15));
      expect(done()).toEqual(before);

      for (const { metadata } of machines) await through(cast.leave(metadata.name));
      await play.until(isOver, minutes(5));
      await through(w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal));
      await pass(minutes(1));
      expect(w.engine.all.map(({ name }) => name)).toEqual([]);
      expect(await through(w.engine.network('kind', w.signal))).toBeUndefined();
      await through(w.close());
    },
    120_000,
  );
});
