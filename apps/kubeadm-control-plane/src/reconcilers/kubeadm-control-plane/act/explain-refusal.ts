import { ApiError } from '@capi/controller-runtime';
import { terminal, transient } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/**
 * Runs a step and turns what an API server refuses into a failure that a report can show. Lost races stay what they are: the next look
 * settles them, and nobody needs to hear of them.
 */
export async function explainRefusal(plan: Plan, seen: Observation, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { message: why, reason } = error;
    if (reason === 'Conflict' || reason === 'AlreadyExists') throw error;
    const failure = {
      action: plan.step.replaceAll('-', ' '),
      object: `KubeadmControlPlane ${seen.namespace}/${seen.name}`,
      why,
    };
    throw reason === 'Invalid' ? terminal({ ...failure, hint: 'correct what it is made from' }, error) : transient(failure, error);
  }
}
