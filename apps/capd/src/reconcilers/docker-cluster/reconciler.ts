import { printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Next, type Reconcile } from '@capi/controller-runtime';
import { attempt, between, minutes, transient, type Instant, type OperationError } from '@capi/seams';

import type { Work } from '../../backends/docker/work/work.ts';
import type { Family } from '../../infra-objects.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { decide } from './decide/decide.ts';
import { isChange, type Plan } from './decide/plan.ts';
import { observe, type Seen } from './observe.ts';
import { report } from './report/report.ts';

/** From nothing to a load balancer that serves, it takes three. */
const mostSteps = 8;

function doesNotLast(plan: Plan, { owner }: Seen): Promise<never> {
  const why = `what is changed does not last: after ${mostSteps} steps the next one would be to ${plan.step} it`;
  const object = `Cluster ${owner.namespace}/${owner.cluster}`;
  return Promise.reject(transient({ action: 'set up the load balancer', object, why, hint: 'see its log by docker logs' }));
}

export interface DockerClusterPorts {
  readonly work: Work<never, void>;
  readonly readsTemplates: () => void;
}

/** Gives a cluster of containers its load balancer, keeps it as it should be, and takes it away again. */
export function dockerClusterReconciler(
  { runtime, docker }: Wiring,
  family: Family,
  { work, readsTemplates }: DockerClusterPorts,
): Reconcile {
  const { client, log } = runtime;
  const ports = { runtime, docker, work, family, readsTemplates };
  const actions = {
    clock: runtime.clock,
    docker,
    work,
    client,
    family,
    events: runtime.events(`${family.cluster.kind.toLowerCase()}-controller`),
  };

  return async (key, signal) => {
    docker.use();
    for (let step = 1; ; step += 1) {
      const seen = await observe(ports, key, signal);
      if (seen === undefined) return awaitChange;
      const plan = decide(seen.observation);
      if (plan.step === 'fetch-image' || plan.step === 'release' || isChange(plan))
        log.info('Changing the load balancer', logged(plan, seen));
      const failure = await attempt(() => (step <= mostSteps ? act(plan, seen, actions, signal) : doesNotLast(plan, seen)));
      if (failure === undefined && isChange(plan)) continue;
      tellRoutes(seen, plan);
      const { stored, observation } = seen;
      await patchObject(client, family.cluster, stored, report(stored, observation, plan, failure), signal, { lock: true });
      if (failure !== undefined) throw retried(failure);
      return next(plan, observation.now);
    }
  };

  function tellRoutes({ owner }: Seen, plan: Plan): void {
    // Nothing was looked at, or nothing was changed.
    if (plan.step === 'pause' || plan.step === 'rest' || (plan.step === 'serve' && plan.weights === undefined)) return;
    docker.loadBalancers.set({ namespace: owner.namespace, name: owner.cluster }, plan.step === 'serve' ? plan.weights : undefined);
  }
}

/**
 * What others have to change first, they change in the engine, say, by removing a container of that name: of that nothing tells. So it is
 * tried again, though seldom.
 */
const retried = (failure: OperationError): OperationError =>
  failure.retry === 'terminal' ? transient({ ...failure.failure, retryWithin: minutes(1) }, failure) : failure;

/** Without the text of configurations, which users may put secrets into. */
const logged = (plan: Plan, { owner }: Seen): Readonly<Record<string, unknown>> => ({
  Cluster: printKey({ namespace: owner.namespace, name: owner.cluster }),
  step: plan.step,
  ...('balancer' in plan ? { container: plan.balancer.name } : {}),
  ...('image' in plan ? { image: plan.image } : {}),
});

function next(plan: Plan, now: Instant): Next {
  if (plan.step === 'hold' && plan.until !== undefined) return recheck(between(now, plan.until), 'an image that could not be fetched');
  return awaitChange;
}
