import { ApiError } from '@capi/controller-runtime';
import { attempt, transient, type OperationError } from '@capi/seams';

/** The steps of one reconcile. */
export interface Steps<Seen, Plan> {
  /** Undefined when the object is gone. */
  readonly observe: () => Promise<Seen | undefined>;
  readonly decide: (seen: Seen) => Plan;
  /** Whether anything was written. */
  readonly act: (plan: Plan, seen: Seen) => Promise<boolean>;
}

/** How one reconcile ended. */
export interface Converged<Seen, Plan> {
  /** What was decided last. */
  readonly plan: Plan;
  /** What is there after it was done: what status tells. Undefined when the object is gone. */
  readonly seen: Seen | undefined;
  /** What went wrong; told by status, then thrown. */
  readonly failure: OperationError | undefined;
}

/** Rounds that one reconcile may take; the next one goes on from there. */
const rounds = 4;

/**
 * Observes, decides and acts until nothing is left to do, so that steps that need no waiting follow each other at once and are told
 * by one status. Undefined when there is no such object to begin with.
 */
export async function converge<Seen, Plan>({ observe, decide, act }: Steps<Seen, Plan>): Promise<Converged<Seen, Plan> | undefined> {
  let last: Plan | undefined;
  for (let round = 1; ; round += 1) {
    const seen = await observe();
    if (seen === undefined) return last === undefined ? undefined : { plan: last, seen, failure: undefined };
    const plan = decide(seen);
    last = plan;
    let isDone = true;
    const failure = await attempt(async () => {
      isDone = !(await foreseen(() => act(plan, seen)));
    });
    if (failure !== undefined || (!isDone && round === rounds)) return { plan, seen: await observe(), failure };
    if (isDone) return { plan, seen, failure };
  }
}

/** A refusal by the API server is foreseen, and told by status; that somebody else wrote first is no news. */
async function foreseen<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason === 'Conflict') throw error;
    throw transient({ action: 'write to the API server', why: error.message }, error);
  }
}
