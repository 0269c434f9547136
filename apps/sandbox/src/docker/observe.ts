import { readFileSync } from 'node:fs';

import type { DockerEngine } from '@capi/docker-engine';
import { attempt, OperationError, type Clock, type Random } from '@capi/seams';

import { listClusterContainers } from './cluster-containers.ts';
import type { Archive } from './load-archive.ts';
import type { Observation, SeenCluster, SeenEngine, SeenImage, Trial } from './preflight/observation.ts';
import { tryPrivileged } from './trial.ts';
import type { Wanted } from './wanted.ts';

export interface Surroundings {
  /** Puts what the engine lacks of the archive of images into it. */
  readonly loadArchive: (signal: AbortSignal) => Promise<Archive>;
  readonly clock: Clock;
  readonly random: Random;
  /** The management cluster is a new one: no container can be of a cluster of it. */
  readonly ownsNothing: boolean;
  /** What takes a while is announced. */
  readonly say: (line: string) => void;
}

/** Looks at the machine and its engine; images that are wanted and can be had are brought into the engine. */
export async function observe(engine: DockerEngine, wanted: Wanted, around: Surroundings, signal: AbortSignal): Promise<Observation> {
  const seen = await askEngine(engine, signal);
  const { images, archive } = seen.answers ? await bringImages(engine, wanted.images, around, signal) : { images: [], archive: false };
  const allowed = inotifyInstances();
  return {
    platform: process.platform,
    engine: seen,
    images,
    archive,
    privileged: await tryOneOf(engine, images, around, signal),
    ...(allowed === undefined ? {} : { inotifyInstances: allowed }),
    wanted: wanted.nodes,
    otherClusters: seen.answers && around.ownsNothing ? await clustersOf(engine, signal) : [],
  };
}

async function clustersOf(engine: DockerEngine, signal: AbortSignal): Promise<readonly SeenCluster[]> {
  const byCluster = Map.groupBy(await listClusterContainers(engine, signal), ({ cluster }) => cluster);
  return [...byCluster].map(([cluster, containers]) => ({ cluster, containers: containers.length }));
}

async function askEngine(engine: DockerEngine, signal: AbortSignal): Promise<SeenEngine> {
  try {
    const { version, cgroupVersion } = await engine.info(signal);
    return { answers: true, address: engine.address, version, cgroupVersion };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { why, hint } = error.failure;
    return { answers: false, why, ...(hint === undefined ? {} : { hint }) };
  }
}

async function bringImages(
  engine: DockerEngine,
  wanted: readonly string[],
  { loadArchive, say }: Surroundings,
  signal: AbortSignal,
): Promise<{ readonly images: readonly SeenImage[]; readonly archive: boolean }> {
  const lacks = async (): Promise<readonly string[]> => {
    const lacking: string[] = [];
    for (const name of wanted) if ((await engine.image(name, signal)) === undefined) lacking.push(name);
    return lacking;
  };
  let archive = false;
  if ((await lacks()).length > 0) {
    say('Loading the node image into the engine…');
    archive = (await loadArchive(signal)).state !== 'no-archive';
  }
  const why = new Map<string, string>();
  for (const name of await lacks()) {
    say(`Fetching ${name}…`);
    const failure = await attempt(() => engine.pull(name, signal));
    if (failure !== undefined) why.set(name, failure.failure.why);
  }
  return { images: wanted.map((name) => ({ name, ...(why.has(name) ? { missing: why.get(name) ?? '' } : {}) })), archive };
}

async function tryOneOf(engine: DockerEngine, images: readonly SeenImage[], around: Surroundings, signal: AbortSignal): Promise<Trial> {
  const image = images.find(({ missing }) => missing === undefined);
  if (image === undefined) return { outcome: 'untried' };
  return tryPrivileged(engine, image.name, `capi-preflight-${around.random.suffix(5)}`, around.clock, signal);
}

function inotifyInstances(): number | undefined {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
  } catch {
    return undefined; // not Linux
  }
}
