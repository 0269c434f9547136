import { finalizers, type ObjectKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Next, type Reconcile } from '@capi/controller-runtime';
import { attempt, between, minutes, transient, unreachable, type DeepReadonly } from '@capi/seams';

import { printProviderID } from '../../backends/docker/names/provider-id.ts';
import type { Family, InfraMachine } from '../../infra-objects.ts';
import type { Wiring } from '../../wiring.ts';
import { bootstrapTask } from './act/bootstrap.ts';
import { chooseContainerName } from './act/choose-container-name.ts';
import type { Images } from './act/images.ts';
import { patchNode } from './act/patch-node.ts';
import { provisionTask } from './act/provision.ts';
import { removeContainers } from './act/remove.ts';
import { reviveTask } from './act/revive.ts';
import { wantedBootstrap, wantedContainer } from './act/wanted.ts';
import { decide } from './decide/decide.ts';
import type { Plan } from './decide/plan.ts';
import { observe, type Seen } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { weighed } from './weight.ts';
import type { MachineWorks } from './works.ts';

/** What belongs to the machines of one kind, beside what the whole provider is made from. */
export interface DockerMachinePorts {
  readonly work: MachineWorks;
  /** Shared by all kinds. */
  readonly images: Images;
}

/** Makes, bootstraps and removes the containers that are machines. */
export function dockerMachineReconciler(wiring: Wiring, family: Family, { work, images }: DockerMachinePorts): Reconcile {
  const { runtime, docker, workloadClusters, settings } = wiring;
  const { client } = runtime;
  const log = runtime.log.with({ controller: family.machine.kind.toLowerCase() });
  const events = runtime.events(`${family.machine.kind.toLowerCase()}-controller`);
  const ports = { runtime, docker, work, workloadClusters, settings, family };

  const carryOut = async (seen: Seen, plan: Plan, signal: AbortSignal): Promise<Next> => {
    switch (plan.step) {
      case 'rest':
        return awaitChange;
      case 'be-patient':
        return recheck(between(seen.observation.now, plan.until), 'what lasts is worth telling');
      case 'leave-load-balancer':
        return recheck(between(seen.observation.now, plan.until), 'a load balancer that does not answer must not keep a machine');
      case 'begin':
        await begin(seen, plan.what, signal);
        return awaitChange;
      case 'pause':
      case 'mismatch':
      case 'hold':
      case 'keep':
        await writeStatus(seen, plan, signal);
        return awaitChange;
      case 'tell':
        return tell(seen, plan, signal);
      case 'destroy':
        return destroy(seen, plan, signal);
      default:
        return unreachable(plan);
    }
  };

  const say = (seen: Seen, step: string): void => {
    const { owner, observation } = seen;
    const Cluster = `${owner.namespace}/${owner.cluster}`;
    log.info('Changing the container of a machine', { step, container: observation.containerName, Cluster });
  };

  const begin = async (seen: Seen, what: (Plan & { readonly step: 'begin' })['what'], signal: AbortSignal): Promise<void> => {
    say(seen, what);
    switch (what) {
      case 'provision':
        return provision(seen, signal);
      case 'revive':
        return revive(seen);
      case 'follow':
        return bootstrap(seen);
    }
  };

  const provision = async (seen: Seen, signal: AbortSignal): Promise<void> => {
    const { stored, owner, observation } = seen;
    const { machine, wasProvisioned } = observation;
    if (machine === undefined) return;
    const name = await chooseContainerName(docker.engine, owner, wasProvisioned, signal);
    // The finalizer stands before anything exists that it protects, and the identity with it: one write instead of two. It means nothing
    // to others before the machine is said to be provisioned.
    await patchObject(client, family.machine, stored, identified(seen, name), signal, { lock: true });
    work.start(workOwner(seen), provisionTask(docker, images, wantedContainer(seen, machine, name)));
  };

  const revive = (seen: Seen): void => {
    work.start(workOwner(seen), reviveTask(docker, seen.observation.containerName));
  };

  const bootstrap = (seen: Seen): void => {
    const passedOver = (notes: readonly string[]): void => events.normal(seen.stored, 'BootstrapDataPassedOver', printNotes(notes));
    work.start(workOwner(seen), bootstrapTask({ ...docker, passedOver }, wantedBootstrap(seen)));
  };

  const tell = async (seen: Seen, plan: Plan & { readonly step: 'tell' }, signal: AbortSignal): Promise<Next> => {
    await writeStatus(seen, plan, signal);
    // Not before the API says that the machine is there: what was not provisioned was never bootstrapped, and may be made anew.
    if (plan.bootstrap === true) {
      say(seen, 'bootstrap');
      bootstrap(seen);
    }
    if (plan.patchNode === true) await completeNode(seen, signal);
    const { lookAgainAt } = plan;
    return lookAgainAt === undefined ? awaitChange : recheck(between(seen.observation.now, lookAgainAt), 'what failed is tried again');
  };

  const completeNode = async ({ owner, observation }: Seen, signal: AbortSignal): Promise<void> => {
    const { containerName: name, container } = observation;
    const connection = workloadClusters.connection({ namespace: owner.namespace, name: owner.cluster });
    if (connection === undefined) return;
    log.info('Giving the Node what it lacks', { Node: name, lacks: observation.nodeLacks });
    await patchNode(connection, name, { providerID: printProviderID(name), addresses: container?.addresses ?? [] }, signal);
  };

  const destroy = async (seen: Seen, plan: Plan & { readonly step: 'destroy' }, signal: AbortSignal): Promise<Next> => {
    const { stored, owner, observation } = seen;
    say(seen, 'remove');
    await work.cancel(owner.uid);
    if (!isToldAsDeleting(observation)) await writeStatus(seen, plan, signal);
    let removed: readonly string[] = [];
    const failure = await attempt(async () => {
      removed = await removeContainers(docker, owner, observation.wasProvisioned, signal);
    });
    if (failure !== undefined) {
      await writeStatus({ ...seen, stored: runtime.cache.get(family.machine, keyOf(seen)) ?? stored }, plan, signal, failure.message);
      throw transient({ ...failure.failure, retryWithin: minutes(1) }, failure);
    }
    for (const name of removed) events.normal(stored, 'ContainerRemoved', `Removed container ${name}`);
    return letGo(seen, signal);
  };

  const letGo = async (seen: Seen, signal: AbortSignal): Promise<Next> => {
    const stored = runtime.cache.get(family.machine, keyOf(seen)) ?? seen.stored;
    const { metadata } = stored;
    const left = (metadata.finalizers ?? []).filter((name) => name !== finalizers.dockerMachine);
    await patchObject(client, family.machine, stored, { ...stored, metadata: { ...metadata, finalizers: left } }, signal, { lock: true });
    return awaitChange;
  };

  const writeStatus = async (seen: Seen, plan: Plan, signal: AbortSignal, trouble?: string): Promise<void> => {
    const { stored, observation } = seen;
    const reported = report(stored, observation, plan, trouble);
    const after: DeepReadonly<InfraMachine> = await patchObject(
      client,
      family.machine,
      stored,
      weighed(reported, observation, plan),
      signal,
    );
    for (const { type, reason, message } of transitions(observation, after.status?.conditions ?? [])) events[type](after, reason, message);
  };

  return async (key, signal) => {
    docker.use();
    const seen = await observe(ports, key, signal);
    if (seen !== undefined) return carryOut(seen, decide(seen.observation), signal);
    await work.cancelKey(key);
    return awaitChange;
  };
}

/** What an event has room for. */
const printNotes = (notes: readonly string[]): string =>
  [...notes.slice(0, 5), ...(notes.length > 5 ? [`and ${notes.length - 5} more`] : [])].join('; ');

const keyOf = ({ owner }: Seen): ObjectKey => ({ namespace: owner.namespace, name: owner.machine });
const workOwner = (seen: Seen) => ({ uid: seen.owner.uid, key: keyOf(seen) });

/** What is said after a failure stays until another one: not in turn with the plain word. */
const isToldAsDeleting = ({ conditions }: Seen['observation']): boolean =>
  conditions.some(({ type, reason }) => type === 'ContainerProvisioned' && reason === 'Deleting');

function identified({ stored, observation }: Seen, name: string): DeepReadonly<InfraMachine> {
  const { metadata, spec } = stored;
  const present = metadata.finalizers ?? [];
  const all = present.includes(finalizers.dockerMachine) ? present : [...present, finalizers.dockerMachine];
  const named = { ...stored, metadata: { ...metadata, finalizers: all }, spec: { ...spec, providerID: printProviderID(name) } };
  return weighed(named, observation, { step: 'begin', what: 'provision' });
}
