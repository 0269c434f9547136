import { Cluster, Machine, type KubeadmConfig } from '@capi/api';
import { unreachable, type DeepReadonly } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import { isReady } from '../decide/ready-observation.ts';
import type { Observation } from '../observation.ts';
import { renewToken } from './bootstrap-token.ts';
import { adoptDataSecret } from './data-secret.ts';
import { freeInitLock } from './init-lock.ts';
import { clusterOf, initializeMachine, joinMachine, tokenStoreOf } from './make-data.ts';
import { doing, named, type Ports } from './ports.ts';

/** What acting came to: the plan, unless the world had moved on meanwhile, and the config as it now is. */
export interface Acted {
  readonly plan: Plan;
  readonly config: DeepReadonly<KubeadmConfig>;
}

/** Carries out a plan. Every line may be the last before a crash, and every line may run again. */
export async function act(ports: Ports, seen: Observation, plan: Plan, signal: AbortSignal): Promise<Acted> {
  const { config } = seen;
  if (!isReady(seen)) return { plan, config };
  const { cluster } = seen;
  const task = { seen, cluster: clusterOf(config, ports.cache.get(Cluster, { namespace: cluster.namespace, name: cluster.name })) };
  switch (plan.step) {
    case 'ignore':
    case 'pause':
    case 'wait':
    case 'rest':
    case 'recognise':
      return { plan, config };
    case 'adopt-data-secret':
      if (seen.dataSecret !== undefined) await adoptDataSecret(ports.client, config, seen.dataSecret, signal);
      return { plan, config };
    case 'free-init-lock':
      if (plan.because === 'initialized' || !(await exists(ports, plan.holder, seen, signal))) {
        await doing('free the init lock', named(config), () => freeInitLock(ports.client, cluster, seen.initLock?.uid, signal));
      }
      return { plan, config };
    case 'initialize': {
      const done = await initializeMachine(ports, task, plan, signal);
      return done === undefined
        ? { plan: { step: 'wait', blockers: [{ kind: 'init-lock-held', holder: 'another Machine' }] }, config }
        : { plan, config: done };
    }
    case 'join':
      return { plan, config: await joinMachine(ports, task, plan, signal) };
    case 'keep-token': {
      const token = config.spec?.joinConfiguration?.discovery?.bootstrapToken?.token;
      if (plan.due === 0 && token !== undefined) await renewToken(tokenStoreOf(ports, seen), token, seen.now, signal);
      return { plan, config };
    }
    default:
      return unreachable(plan);
  }
}

/** Live: two machines would initialise the cluster if the cache had merely not seen the holder yet. */
async function exists({ client }: Ports, name: string, { config }: Observation, signal: AbortSignal): Promise<boolean> {
  const key = { namespace: config.metadata.namespace ?? '', name };
  const machine = await doing('look for the holder of the init lock', named(config), () => client.get(Machine, key, signal));
  return machine !== undefined;
}
