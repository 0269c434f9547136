import { Cluster, finalizers, keyOf } from '@capi/api';
import { patchObject, type Client, type EventRecorder } from '@capi/controller-runtime';
import { engineRefusal } from '@capi/docker-engine';
import { unreachable, type Clock, type DeepReadonly } from '@capi/seams';

import { loadBalancerSpec } from '../../../backends/docker/container-specs/load-balancer-spec.ts';
import type { DockerBackend } from '../../../backends/docker/docker-backend.ts';
import { endpointPort } from '../../../backends/docker/load-balancer-config/image.ts';
import { dockerLabels, loadBalancerLabels } from '../../../backends/docker/names/labels.ts';
import type { Place } from '../../../backends/docker/networks/networks.ts';
import type { Work } from '../../../backends/docker/work/work.ts';
import type { Family, InfraCluster } from '../../../infra-objects.ts';
import type { Plan } from '../decide/plan.ts';
import type { SeenBalancer } from '../observation.ts';
import type { Seen } from '../observe.ts';
import { told } from '../report/report.ts';
import { isGiven } from './is-given.ts';

export interface Actions {
  readonly clock: Clock;
  readonly docker: DockerBackend;
  readonly work: Work<never, void>;
  readonly client: Client;
  readonly family: Family;
  readonly events: EventRecorder;
}

/** Carries a plan out. Every step may be the last before a crash, and may run again. */
export async function act(plan: Plan, seen: Seen, actions: Actions, signal: AbortSignal): Promise<void> {
  const { docker, client, family } = actions;
  switch (plan.step) {
    case 'rest':
    case 'pause':
    case 'hold':
    case 'hold-release':
    case 'serve':
      return;
    case 'protect':
      await patchObject(client, family.cluster, seen.stored, withFinalizer(seen.stored), signal, { lock: true });
      return;
    case 'fetch-image':
      return fetchImage(plan.image, seen, actions);
    case 'create':
      return create(plan, seen, actions, signal);
    case 'start':
      return start(plan.balancer, seen, docker, signal);
    case 'discard':
      return discard(plan.balancer, docker, signal);
    case 'configure':
      return configure(plan, seen, docker, signal);
    case 'release':
      return release(seen, actions, signal);
    default:
      return unreachable(plan);
  }
}

const withFinalizer = (stored: DeepReadonly<InfraCluster>): DeepReadonly<InfraCluster> => ({
  ...stored,
  metadata: { ...stored.metadata, finalizers: [...(stored.metadata.finalizers ?? []), finalizers.dockerCluster] },
});

function fetchImage(image: string, { stored }: Seen, { docker, work }: Actions): void {
  const owner = { uid: stored.metadata.uid ?? '', key: keyOf(stored) };
  work.start(owner, { name: 'fetch the image of the load balancer', run: (_reach, signal) => docker.engine.pull(image, signal) });
}

async function create(plan: Plan & { readonly step: 'create' }, seen: Seen, actions: Actions, signal: AbortSignal): Promise<void> {
  const { docker } = actions;
  const { engine, networks, configurations, containers } = docker;
  const { stored, owner, ipFamily, observation } = seen;
  const { name, image } = plan.balancer;
  const port = endpointPort(stored.spec?.controlPlaneEndpoint?.port);
  const labels = loadBalancerLabels(owner);
  // Beside the search for a place, which takes longer.
  const engineHost = docker.host(signal);
  engineHost.catch(() => undefined);
  await networks.place(
    plan.address === undefined ? {} : { address: plan.address },
    async (place) => {
      const spec = loadBalancerSpec({ name, labels, image, port, network: { ...place, family: ipFamily } }, await engineHost);
      const id = await engine.create(spec, signal);
      try {
        await configurations.prepare({ id, name }, observation.initial ?? '', signal);
        await startAndTell({ id, place, port }, seen, actions, signal);
      } catch (error) {
        // Made with an address that it cannot have: it is made again with another one.
        if (engineRefusal(error) === 'address-in-use') await engine.remove(id, signal);
        throw error;
      }
    },
    signal,
  );
  await containers.refresh(name, signal);
  const again = stored.status?.initialization?.provisioned === true;
  const message = `made load balancer ${name} of ${Cluster.kind} ${owner.namespace}/${owner.cluster}`;
  if (again) actions.events.warning(stored, 'LoadBalancerReplaced', `${message} again, since it was gone`);
  else actions.events.normal(stored, 'LoadBalancerCreated', message);
}

/** Starts a new one, and tells its endpoint as soon as the engine has given it its address. */
async function startAndTell(
  { id, place, port }: { readonly id: string; readonly place: Place; readonly port: number },
  { stored, ipFamily, observation }: Seen,
  { docker: { engine }, client, clock, family }: Actions,
  signal: AbortSignal,
): Promise<void> {
  const host = ipFamily === 'ipv6' ? place.ipv6 : place.ipv4;
  const start = engine.start(id, signal);
  if (host === undefined || observation.host !== undefined) return start;
  const started = new AbortController();
  const tell = async (): Promise<void> => {
    if (!(await isGiven(place, { engine, clock }, started.signal))) return;
    await patchObject(client, family.cluster, stored, told(stored, { host, port }), signal, { lock: true });
  };
  // Only a word in advance: what goes wrong with it, the report at the end puts right.
  const [outcome] = await Promise.allSettled([start.finally(() => started.abort('started')), tell()]);
  if (outcome.status === 'rejected') throw outcome.reason;
}

/** Starts it with a configuration that works for certain: what it had may be what made it end. */
async function start(balancer: SeenBalancer, { observation }: Seen, docker: DockerBackend, signal: AbortSignal): Promise<void> {
  const { engine, configurations, containers } = docker;
  try {
    await configurations.prepare(balancer, observation.initial ?? '', signal);
    await engine.start(balancer.id, signal);
  } catch (error) {
    const refusal = engineRefusal(error);
    // Its network is gone, or its address somebody else's: as it is, it will never run again.
    if (refusal !== 'not-found' && refusal !== 'address-in-use') throw error;
    return discard(balancer, docker, signal);
  }
  await containers.refresh(balancer.id, signal);
}

/** What HAProxy says against it is seen at the next look. */
async function configure(
  { balancer, text }: Plan & { readonly step: 'configure' },
  { observation }: Seen,
  docker: DockerBackend,
  signal: AbortSignal,
): Promise<void> {
  const { configurations } = docker;
  try {
    if (text === observation.initial) await configurations.loadOwn(balancer, text, signal);
    else await configurations.load(balancer, text, signal);
  } catch (error) {
    // It ended meanwhile, of which the engine has yet to tell: the next look finds it so.
    if (engineRefusal(error) !== 'not-running') throw error;
    await docker.containers.refresh(balancer.id, signal);
  }
}

async function discard({ id }: SeenBalancer, { engine, containers, configurations }: DockerBackend, signal: AbortSignal): Promise<void> {
  await engine.remove(id, signal);
  configurations.forget(id);
  await containers.refresh(id, signal);
}

async function release({ stored, balancers }: Seen, { docker, work, events }: Actions, signal: AbortSignal): Promise<void> {
  const { engine, containers, configurations, networks } = docker;
  const { uid = '' } = stored.metadata;
  await work.cancel(uid);
  // Live: nobody looks for what is overlooked now.
  const labelled = await engine.list({ [dockerLabels.ownerUid]: uid }, signal);
  for (const [id, name] of new Map([...labelled, ...balancers].map((balancer) => [balancer.id, balancer.name]))) {
    await engine.remove(id, signal);
    configurations.forget(id);
    await containers.refresh(id, signal);
    events.normal(stored, 'LoadBalancerRemoved', `removed load balancer ${name}`);
  }
  await networks.removeUnused(signal);
}
