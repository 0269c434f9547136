import { sameJson, type Log } from '@capi/controller-runtime';
import { milliseconds, seconds, type Clock, type Duration, type Random } from '@capi/seams';

import type { Container } from './container.ts';
import type { Containers } from './containers.ts';
import type { ContainerEvent, DockerEngine } from './docker-engine.ts';

/** Of which engine, and of which containers a view is kept. */
export interface ContainersOptions {
  readonly engine: Pick<DockerEngine, 'address' | 'list' | 'inspect' | 'events'>;
  /** The label by which containers are of interest, whatever its value. */
  readonly label: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const shortestPause = milliseconds(250);
const longestPause = seconds(10);

/** @returns a view of the containers with this label, which is empty until it follows the engine */
export function createContainers({ engine, label, clock, random, log }: ContainersOptions): Containers {
  const listeners = new Set<(container: Container | undefined) => void>();
  const known = new Map<string, Container>();
  /** In the order of names; made when it is asked for. */
  let sorted: readonly Container[] | undefined;
  let unavailable: string | undefined = `the Docker engine at ${engine.address} has not answered yet`;
  // Answers may overtake each other: what was asked earlier than the answer that is known does not count any more.
  let asked = 0;
  const answered = new Map<string, number>();
  // Of what is gone that is remembered only while there are questions whose answers could bring it back.
  let open = 0;
  const gone = new Set<string>();

  const tell = (container: Container | undefined): void => {
    for (const listener of listeners) listener(container);
  };
  const put = (container: Container, order: number): void => {
    if ((answered.get(container.id) ?? 0) > order) return;
    answered.set(container.id, order);
    if (sameJson(known.get(container.id), container)) return;
    known.set(container.id, container);
    sorted = undefined;
    tell(container);
  };
  const forget = (): void => {
    for (const id of gone) answered.delete(id);
    gone.clear();
  };
  const drop = (id: string, order: number): void => {
    if ((answered.get(id) ?? 0) > order) return;
    answered.set(id, order);
    gone.add(id);
    if (open === 0) forget();
    const container = known.get(id);
    if (container === undefined) return;
    known.delete(id);
    sorted = undefined;
    tell(container);
  };
  const byName = (name: string): Container | undefined => {
    for (const container of known.values()) if (container.name === name) return container;
    return undefined;
  };

  /** Asks the engine, and takes the answer as one of the time of the question. */
  const ask = async <Answer, Taken>(question: Promise<Answer>, take: (answer: Answer, order: number) => Taken): Promise<Taken> => {
    const order = (asked += 1);
    open += 1;
    try {
      return take(await question, order);
    } finally {
      open -= 1;
      if (open === 0) forget();
    }
  };

  const refresh = (nameOrId: string, signal: AbortSignal): Promise<Container | undefined> =>
    ask(engine.inspect(nameOrId, signal), (found, order) => {
      if (found === undefined) {
        const id = known.has(nameOrId) ? nameOrId : byName(nameOrId)?.id;
        if (id !== undefined) drop(id, order);
        return undefined;
      }
      const { end: _, ...container } = found;
      if (container.labels[label] !== undefined) put(container, order);
      return container;
    });

  const listAll = (signal: AbortSignal): Promise<void> =>
    ask(engine.list({ [label]: undefined }, signal), (containers, order) => {
      const there = new Set(containers.map(({ id }) => id));
      for (const id of known.keys()) if (!there.has(id)) drop(id, order);
      for (const container of containers) put(container, order);
    });

  /** Follows one stream of events to its end, which is an error. */
  const followOnce = async (signal: AbortSignal, stands: () => void): Promise<void> => {
    const broken = new AbortController();
    const both = AbortSignal.any([signal, broken.signal]);
    const work = new Set<Promise<void>>();
    const refreshLater = refreshing(
      (id) => refresh(id, both),
      (running) => {
        work.add(running);
        // Without this answer the view is wrong: everything is asked again.
        running.catch((error: unknown) => broken.abort(error)).finally(() => work.delete(running));
      },
    );
    try {
      const events = await engine.events({ [label]: undefined }, both);
      // After the stream stands, so that nothing falls between the two.
      await listAll(both);
      stands();
      for await (const event of events) {
        if (event.action === 'destroy') drop(event.id, (asked += 1));
        else refreshLater(event);
      }
    } finally {
      broken.abort();
      await Promise.allSettled(work);
    }
  };

  return {
    available: () => unavailable === undefined,
    unavailableBecause: () => unavailable,
    list(labels) {
      sorted ??= [...known.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
      const wanted = Object.entries(labels);
      return sorted.filter((container) => wanted.every(([key, value]) => container.labels[key] === value));
    },
    get: byName,
    refresh,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async follow(signal) {
      let failures = 0;
      let told = false;
      while (!signal.aborted) {
        let since: Duration | undefined;
        try {
          await followOnce(signal, () => {
            since = clock.monotonic();
            unavailable = undefined;
            if (told) log.info('The Docker engine is back', { engine: engine.address });
            told = false;
            tell(undefined);
          });
        } catch (error) {
          if (signal.aborted) break;
          unavailable = error instanceof Error ? error.message : String(error);
          if (!told) log.warn('The Docker engine is gone, trying again', { engine: engine.address, err: error });
          told = true;
          tell(undefined);
        }
        // A stream that stood for a while was sound; one that breaks at once is not asked for over and over.
        failures = since !== undefined && clock.monotonic() - since >= longestPause ? 0 : failures + 1;
        await clock.sleep(pause(failures, random), signal).catch(() => undefined);
      }
    },
  };
}

/** Refreshes a container after an event; events that come while it is being asked for make one more refresh together. */
function refreshing(refresh: (id: string) => Promise<unknown>, started: (running: Promise<void>) => void): (event: ContainerEvent) => void {
  const again = new Map<string, boolean>();
  const run = async (id: string): Promise<void> => {
    try {
      do {
        again.set(id, false);
        await refresh(id);
      } while (again.get(id) === true);
    } finally {
      again.delete(id);
    }
  };
  return ({ id }) => {
    if (again.has(id)) again.set(id, true);
    else started(run(id));
  };
}

/** Between half and all of a time that doubles. */
function pause(failures: number, random: Random): Duration {
  const longest = Math.min(longestPause, shortestPause * 2 ** failures);
  return milliseconds(longest * (0.5 + random.next() / 2));
}
