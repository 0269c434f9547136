import { engineRefusal, type Container, type ContainerSpec } from '@capi/docker-engine';
import { OperationError, seconds, terminal, transient } from '@capi/seams';

import { lastLines } from '../../../backends/docker/bootstrap/redact/last-lines.ts';
import { awaitSystem } from '../../../backends/docker/bootstrap/system/await-system.ts';
import { preloadImage } from '../../../backends/docker/bootstrap/system/preload-image.ts';
import { parseExtraMounts, type ExtraMounts } from '../../../backends/docker/container-specs/extra-mounts.ts';
import { controlPlaneSpec, workerSpec } from '../../../backends/docker/container-specs/node-spec.ts';
import type { DockerBackend } from '../../../backends/docker/docker-backend.ts';
import { ipFamilyOf, type ClusterNetwork } from '../../../backends/docker/ip-family/ip-family.ts';
import { dockerLabels, nodeLabels, type NodeIdentity } from '../../../backends/docker/names/labels.ts';
import type { Place } from '../../../backends/docker/networks/networks.ts';
import { chooseNodeImage } from '../../../backends/docker/node-image/choose-node-image.ts';
import { isProblem, type Problem } from '../../../backends/docker/problem.ts';
import type { Task } from '../../../backends/docker/work/work.ts';
import { runs } from '../decide/stopped.ts';
import type { Result, Stage } from '../observation.ts';
import type { Images } from './images.ts';

/** All that a new container follows from. */
export interface WantedContainer {
  /** Whether a container that runs is made anew too: its system did not come up. */
  readonly anew: boolean;
  readonly name: string;
  readonly node: NodeIdentity;
  /** Whether a container is the machine's, if by its names alone: an object that was moved or restored has another UID. */
  readonly isOwn: (container: Container) => boolean;
  readonly version?: string;
  readonly customImage?: string;
  readonly extraMounts: ExtraMounts;
  readonly preLoadImages: readonly string[];
  readonly clusterNetwork?: ClusterNetwork | undefined;
}

type Reach = (stage: Stage) => void;

/**
 * Makes a container in which bootstrapping may begin, from whatever is there: one of ours that runs is taken as it is, unless it was tried in
 * vain; one that does not was left half made, by this process or one before, and goes. Nothing of it was ever bootstrapped: that begins when the API knows of it.
 */
export const provisionTask = (docker: DockerBackend, images: Images, wanted: WantedContainer): Task<Stage, Result> => ({
  name: 'provision',
  async run(reach, signal) {
    reach({ part: 'container', doing: `Container ${wanted.name} is being made` });
    const isThere = await clearUp(docker, wanted, reach, signal);
    if (!isThere) await make(docker, images, wanted, reach, signal);
    reach({ part: 'cgroups', doing: `Waiting for the system in container ${wanted.name} to come up` });
    await systemOf(docker, wanted.name, signal);
    for (const [index, image] of wanted.preLoadImages.entries()) {
      reach({ part: 'images', doing: `Loading image ${image} into the container (${index + 1} of ${wanted.preLoadImages.length})` });
      await images.ensure(image, () => undefined, signal);
      await preloadImage(docker.engine, wanted.name, image, signal);
    }
    return { kind: 'provisioned' };
  },
});

/** Removes what was left half made; answers whether the container is there and runs. */
async function clearUp(
  { engine, containers }: DockerBackend,
  { name, node, anew, isOwn }: WantedContainer,
  reach: Reach,
  signal: AbortSignal,
): Promise<boolean> {
  // Live: right after a restart of this process the view may not have what the one before made last.
  const own = (await engine.list({ [dockerLabels.kindCluster]: node.cluster }, signal)).filter(isOwn);
  const isUsable = (container: Container): boolean => !anew && container.name === name && runs(container);
  for (const container of own.filter((one) => !isUsable(one))) {
    reach({
      part: 'container',
      doing: `Removing container ${container.name}, which ${runs(container) ? 'did not come up' : 'was left half made'}`,
    });
    await engine.remove(container.id, signal);
    await containers.refresh(container.id, signal);
  }
  return own.some(isUsable);
}

async function make(docker: DockerBackend, images: Images, wanted: WantedContainer, reach: Reach, signal: AbortSignal): Promise<void> {
  const { containers, networks } = docker;
  const { name } = wanted;
  const image = valid(name, chooseNodeImage(wanted.version, wanted.customImage));
  const mounts = valid(name, parseExtraMounts(wanted.extraMounts));
  const family = valid(name, ipFamilyOf(wanted.clusterNetwork));
  await images.ensure(image.image, () => reach({ part: 'container', doing: `Pulling image ${image.image}` }), signal);
  reach({ part: 'container', doing: `Container ${name} is being made` });
  const host = await docker.host(signal);
  const labels = nodeLabels(wanted.node);
  const specOf = (place: Place): ContainerSpec =>
    (wanted.node.role === 'control-plane' ? controlPlaneSpec : workerSpec)(
      { name, labels, image, network: { ...place, family }, mounts },
      host,
    );
  await networks.place({}, (place) => createAndStart(docker, specOf(place), signal), signal);
  await containers.refresh(name, signal);
}

/** How long one look at a system that comes up lasts; it is looked at again after that. */
const patience = seconds(30);

async function systemOf({ engine }: DockerBackend, name: string, signal: AbortSignal): Promise<void> {
  try {
    await awaitSystem(engine, name, patience, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof OperationError)) throw error;
    const container = await engine.inspect(name, signal);
    if (runs(container)) throw error;
    // That it does not run says little: what it said last says why, as when the host lacks something that systemd needs.
    const said = container === undefined ? '' : lastLines(await engine.logs(name, 5, signal), 3).join(' ');
    const why = [
      container === undefined ? 'it is gone' : 'it ends again and again',
      ...(said === '' ? [] : [`the last that it said: ${said}`]),
    ];
    const hint = said.includes('inotify') ? { hint: 'raise fs.inotify.max_user_instances on the host of the engine' } : {};
    throw transient({ action: 'start the system', object: `container ${name}`, why: why.join('; '), ...hint }, error);
  }
}

/** A container that cannot be started is in the way of the next try, and of its name and address. */
async function createAndStart({ engine }: DockerBackend, spec: ContainerSpec, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // Seen through to its end: an engine goes on when the one who asked has left, and who deletes the machine now would look for its
  // containers before this one is there.
  const id = await engine.create(spec, new AbortController().signal);
  try {
    await engine.start(spec.name, signal);
  } catch (error) {
    if (!signal.aborted) await engine.remove(id, signal);
    throw isRefused(error) ? terminal(error.failure, error) : error;
  }
}

/** Whether it is what the container is made of, such as a mount, that the runtime does not want: soon it will not want it either. */
const isRefused = (error: unknown): error is OperationError =>
  error instanceof OperationError && engineRefusal(error) === 'other' && /OCI runtime/.test(error.failure.why);

/** A wish that cannot be carried out waits for somebody who changes it. */
function valid<Value>(name: string, value: Value | Problem): Value {
  if (isProblem(value)) throw terminal({ action: 'make the container', object: name, why: value.problem });
  return value;
}
