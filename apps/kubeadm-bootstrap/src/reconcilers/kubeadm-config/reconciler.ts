import type { KubeadmConfig, ObjectKey } from '@capi/api';
import { awaitChange, recheck, type Log, type Next, type Reconcile } from '@capi/controller-runtime';
import { milliseconds, OperationError, seconds, type DeepReadonly } from '@capi/seams';

import { act, type Acted } from './act/act.ts';
import type { Ports } from './act/ports.ts';
import { decide } from './decide/decide.ts';
import { tokenLooksPerLife } from './decide/keep-token.ts';
import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';
import { observe, type ObservePorts } from './observe.ts';
import { silenceLeft } from './report/patience.ts';
import { report } from './report/report.ts';
import { writeStatus } from './write-status.ts';

export interface ReconcilerPorts extends Ports, ObservePorts {
  readonly log: Log;
}

/** Turns a KubeadmConfig into the secret that its machine boots from. */
export function kubeadmConfigReconciler(ports: ReconcilerPorts): Reconcile {
  return async (key: ObjectKey, signal: AbortSignal): Promise<Next> => {
    const seen = await observe(ports, key, signal);
    if (seen === undefined) return awaitChange; // deleted: nothing is left to do
    const plan = decide(seen);
    logPlan(ports.log, plan);
    const { acted, failure } = await tryTo(() => act(ports, seen, plan, signal), { plan, config: seen.config });
    if (silenceLeft(seen, acted.plan) === 0) {
      await writeStatus(ports.client, acted.config, report(seen, acted.plan, failure), signal);
    }
    if (failure !== undefined) throw failure; // the runtime counts it, then backs off or waits for a change
    return next(seen, acted.plan);
  };
}

/** A foreseen failure is reported together with what was known before it. */
async function tryTo(acting: () => Promise<Acted>, otherwise: Acted): Promise<{ acted: Acted; failure: OperationError | undefined }> {
  try {
    return { acted: await acting(), failure: undefined };
  } catch (error) {
    if (error instanceof OperationError) return { acted: otherwise, failure: error };
    throw error;
  }
}

function logPlan(log: Log, plan: Plan): void {
  if (plan.step === 'initialize' || plan.step === 'join') log.info('Making bootstrap data', { plan });
  else if (plan.step === 'free-init-lock') log.info('Freeing the init lock', { plan });
  else log.debug('Decided', { plan });
}

function next(seen: Observation, plan: Plan): Next {
  const { tokenLifetime } = seen;
  const look = milliseconds(tokenLifetime / tokenLooksPerLife);
  if (plan.step === 'keep-token') return recheck(plan.due === 0 ? look : plan.due, 'the bootstrap token expires');
  if (plan.step === 'join') return usesToken(seen.config) ? recheck(look, 'the bootstrap token expires') : awaitChange;
  if (plan.step !== 'wait') return awaitChange;
  const silent = silenceLeft(seen, plan);
  if (silent > 0) return recheck(silent, 'a wait that lasts is reported');
  const unwatched = plan.blockers.some(
    ({ kind }) => kind === 'certificates-missing' || (kind === 'init-lock-held' && seen.initLock === undefined),
  );
  return unwatched ? recheck(seconds(30), 'what lacks the cluster label is not watched') : awaitChange;
}

/** Whether the machine joins with a token, which is so unless the user chose a file. */
const usesToken = (config: DeepReadonly<KubeadmConfig>): boolean => config.spec?.joinConfiguration?.discovery?.file === undefined;
