import { later, seconds, type Instant } from '@capi/seams';

import type { MachineWork, Observation } from '../observation.ts';
import { endOf, hasTold } from './bootstrapping.ts';
import type { Hold, Plan } from './plan.ts';
import { isToBeRevived, runs } from './stopped.ts';

type Rule = (seen: Observation) => Plan | undefined;

/** How long a machine that goes waits for the load balancer: one that does not answer must not keep it. */
const farewell = seconds(5);

const paused: Rule = ({ pausedBecause }) => (pausedBecause === undefined ? undefined : { step: 'pause', because: pausedBecause });

/**
 * Needs the engine and nothing else: not the Machine, not the Cluster, not its infrastructure. A control plane's container goes when the
 * load balancer has heard that its Machine does, unless the whole cluster goes.
 */
const deletion: Rule = ({ deleting, hasFinalizer, engine, now, deletedAt = now, machine, cluster, route }) => {
  if (!deleting) return undefined;
  if (!hasFinalizer) return { step: 'rest' };
  if (engine.state === 'unknown') return { step: 'rest' };
  if (engine.state === 'gone') return { step: 'keep' };
  const leaving = machine?.controlPlane === true && machine.deleting && route === 'routed' && cluster?.deleting === false;
  const until = later(deletedAt, farewell);
  return leaving && until > now ? { step: 'leave-load-balancer', until } : { step: 'destroy' };
};

/** Without a Machine that owns it there is nothing to do; the event of its owner wakes it. */
const orphan: Rule = ({ machine, cluster }) => (machine === undefined || cluster === undefined ? { step: 'rest' } : undefined);

/** A machine that is there stays what it is, whatever became of its cluster. Before that it waits for the object that core makes. */
const withoutInfrastructure: Rule = ({ wasProvisioned, clusterBackend }) => {
  if (wasProvisioned || clusterBackend === 'docker') return undefined;
  return clusterBackend === undefined ? { step: 'rest' } : { step: 'mismatch' };
};

/** What passes soon is nobody's news, and writing it would cost every machine two requests. */
const hold: Rule = (seen) => {
  const until = seen.wasProvisioned ? undefined : awaited(seen);
  if (until === undefined) return undefined;
  const told = later(seen.waitingSince, seen.patience);
  return told > seen.now ? { step: 'be-patient', until: told } : { step: 'hold', until };
};

function awaited({ cluster, machine, hasBootstrapData }: Observation): Hold | undefined {
  if (cluster?.infrastructureProvisioned !== true) return 'WaitingForClusterInfrastructureReady';
  if (hasBootstrapData) return undefined;
  const waitsForOthers = machine?.controlPlane !== true && !cluster.controlPlaneInitialized;
  return waitsForOthers ? 'WaitingForControlPlaneInitialized' : 'WaitingForBootstrapData';
}

/**
 * While the engine cannot be asked, a machine that is there is left as it was told last: its container may well run. One that is awaited
 * says why it is not there.
 */
const withoutEngine: Rule = ({ engine, wasProvisioned, waitingSince, patience, now }) => {
  if (engine.state === 'available') return undefined;
  if (wasProvisioned || engine.state === 'unknown') return { step: 'rest' };
  const told = later(waitingSince, patience);
  return told > now ? { step: 'be-patient', until: told } : { step: 'tell', provisioned: false };
};

/** Until others may rely on the machine its container is made, and made anew as often as it takes. */
const provision: Rule = (seen) => {
  if (seen.wasProvisioned) return undefined;
  const work = latest(seen, 'provision');
  if (work?.state !== 'done') return pursue(seen, work, { provisioned: false, begin: { step: 'begin', what: 'provision' } });
  // It may have come to an end since.
  return runs(seen.container) ? { step: 'tell', provisioned: true, ...bootstrapping(seen) } : { step: 'begin', what: 'provision' };
};

/** A machine that others rely on is never made anew: its etcd member and its Node were the container's. Replacing it is others' decision. */
const stopped: Rule = (seen) => {
  if (runs(seen.container)) return undefined;
  if (seen.container !== undefined && isToBeRevived(seen.container)) {
    return pursue(seen, latest(seen, 'revive'), { provisioned: true, begin: { step: 'begin', what: 'revive' } });
  }
  const until = patientUntil(seen);
  return until === undefined ? { step: 'tell', provisioned: true } : { step: 'be-patient', until };
};

/**
 * A container that has just stopped may be about to start again, by "docker restart", or with the engine, whose containers stop before it
 * is gone itself. That is nobody's news; nor is that one is about to be gone, as it will be soon. By an engine whose clock is ahead nothing is waited for.
 */
function patientUntil({ container, now, patience }: Observation): Instant | undefined {
  if (container?.state === 'removing') return later(now, patience);
  const since = container?.end?.finishedAt;
  if (since === undefined || since > now) return undefined;
  const until = later(since, patience);
  return until > now ? until : undefined;
}

const bootstrap: Rule = (seen) => {
  if (hasTold(seen) || endOf(seen) !== undefined) return undefined;
  // There is a Node: whoever bootstrapped it, kubeadm must not run twice. What comes after kubeadm may still go on, or have failed.
  const follow: Plan = { step: 'begin', what: 'follow' };
  const begin: Plan = seen.machine?.hasNode === true ? follow : { step: 'tell', provisioned: true, ...bootstrapping(seen) };
  return pursue(seen, latest(seen, 'bootstrap'), { provisioned: true, begin });
};

const settled: Rule = ({ nodeLacks = [] }) => ({
  step: 'tell',
  provisioned: true,
  ...(nodeLacks.length === 0 ? {} : { patchNode: true as const }),
});

const rules: readonly Rule[] = [
  paused,
  deletion,
  orphan,
  withoutInfrastructure,
  hold,
  withoutEngine,
  provision,
  stopped,
  bootstrap,
  settled,
];

/**
 * The first rule that has an answer decides.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/backends/docker (behaviour)
 */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}

/** kubeadm waits for the API server through the load balancer, so a control plane begins when that leads to it. */
const bootstrapping = (seen: Observation): { readonly bootstrap?: true } =>
  hasTold(seen) || isAwaitingRoute(seen) ? {} : { bootstrap: true };

/** Whether bootstrapping waits until the load balancer leads to the container. */
export const isAwaitingRoute = ({ machine, route }: Observation): boolean =>
  machine?.controlPlane === true && (route === 'unknown' || route === 'absent');

/** The latest work, if it is this. */
const latest = ({ work }: Observation, task: 'provision' | 'bootstrap' | 'revive'): MachineWork | undefined =>
  work?.task === task ? work : undefined;

/** Begins some work, lets it run in silence for a while, and tells how it failed until it is time to try again. */
function pursue(
  { now, patience }: Observation,
  work: MachineWork | undefined,
  { provisioned, begin }: { readonly provisioned: boolean; readonly begin: Plan },
): Plan {
  if (work?.state === 'running') {
    const told: Instant = later(work.since, patience);
    return told > now ? { step: 'be-patient', until: told } : { step: 'tell', provisioned };
  }
  if (work?.state === 'failed' && work.retryAt > now) return { step: 'tell', provisioned, lookAgainAt: work.retryAt };
  return begin;
}
