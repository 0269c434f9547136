import { milliseconds, minutes, printDuration, seconds, type Clock, type Duration } from '@capi/seams';

import { withLogContext } from './log-context.ts';
import type { Log } from './log.ts';
import { problemOf } from './problem-of.ts';

/** One failed attempt at something that is tried again. */
export interface FailedAttempt {
  readonly error: unknown;
  /** Who failed, by a name that is no other's: `reconcile machine team-a/w-1`, `watch machines`. */
  readonly subject: string;
  /** Where failures of the same text are the same problem: the name of a controller. */
  readonly where: string;
  readonly level: 'error' | 'warn';
  readonly message: string;
  /** Values beside the error, such as a stack. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/**
 * Log lines for what fails again and again: one when a problem begins, one when it is over that says how often it was met and for how
 * long, and one now and then in between. What is the same problem is said in {@link problemOf}; each problem is told, however many
 * there are. Every single failure is in the debug log.
 */
export interface ProblemLog {
  failed(attempt: FailedAttempt, log: Log): void;
  /** What failed before, if it did, went well now, or is not tried any more. */
  recovered(subject: string): void;
}

interface Problem {
  readonly identity: string;
  readonly first: FailedAttempt;
  readonly since: Duration;
  readonly struck: Set<string>;
  /** How many subjects were struck in all. */
  affected: number;
  failures: number;
  lastFailure: Duration;
  lastTold: Duration;
}

/** What comes back within this time was not over: a server that restarts every few seconds is one problem. */
const calm = seconds(30);
/** A problem that lasts is told again after so long. */
const reminder = minutes(10);
/** How often it is looked whether something is over. */
const lookInterval = seconds(1);
/** So that failures which say something else each time cannot fill the memory. */
const mostProblems = 1000;

/** @param log for what is over: a line about nobody's reconcile in particular */
export function createProblemLog(clock: Clock, log: Log): ProblemLog {
  const problems = new Map<string, Problem>();
  const ofSubject = new Map<string, Set<Problem>>();
  let looked = clock.monotonic();

  const leave = (subject: string): void => {
    for (const problem of ofSubject.get(subject) ?? []) problem.struck.delete(subject);
    ofSubject.delete(subject);
  };

  const forget = (problem: Problem): void => {
    problems.delete(problem.identity);
    for (const subject of problem.struck) {
      const own = ofSubject.get(subject);
      own?.delete(problem);
      if (own?.size === 0) ofSubject.delete(subject);
    }
  };

  const tellWhatIsOver = (): void => {
    const now = clock.monotonic();
    if (now - looked < lookInterval) return;
    looked = now;
    for (const problem of problems.values()) {
      if (problem.struck.size > 0 || now - problem.lastFailure < calm) continue;
      forget(problem);
      // Of a single failure its own line says all.
      if (problem.failures === 1) continue;
      const { first, failures, affected, since, lastFailure } = problem;
      const lasted = printDuration(milliseconds(Math.round(lastFailure - since)));
      withLogContext({}, () => log.info('A problem is over', { problem: first.message, err: first.error, failures, affected, lasted }));
    }
  };

  const begin = (identity: string, first: FailedAttempt, now: Duration): Problem => {
    const oldest = problems.size >= mostProblems ? problems.values().next().value : undefined;
    if (oldest !== undefined) forget(oldest);
    const problem = { identity, first, since: now, struck: new Set<string>(), affected: 0, failures: 0, lastFailure: now, lastTold: now };
    problems.set(identity, problem);
    return problem;
  };

  return {
    failed(attempt, told) {
      tellWhatIsOver();
      const { error, subject, level, message, values } = attempt;
      const now = clock.monotonic();
      const identity = problemOf(error, attempt.where);
      const known = problems.get(identity);
      const problem = known ?? begin(identity, attempt, now);
      problem.failures += 1;
      problem.lastFailure = now;
      if (!problem.struck.has(subject)) {
        problem.struck.add(subject);
        problem.affected += 1;
        ofSubject.set(subject, (ofSubject.get(subject) ?? new Set()).add(problem));
      }
      if (known === undefined) return told[level](message, { ...values, err: error });
      if (now - problem.lastTold < reminder) return told.debug(message, { ...values, err: error, failures: problem.failures });
      problem.lastTold = now;
      const lasts = printDuration(milliseconds(Math.round(now - problem.since)));
      told[level](message, { ...values, err: error, failures: problem.failures, lasts });
    },
    recovered(subject) {
      if (problems.size === 0) return;
      leave(subject);
      tellWhatIsOver();
    },
  };
}
