import { parseInstant, printInstant } from '@capi/seams';

import type { Plan } from './decide/plan.ts';
import type { DrainProgress, NodeStep, Observation } from './observation.ts';

/** Nothing was done yet. */
export const noProgress: DrainProgress = { began: {}, over: [], refusals: [] };

/** The progress that a plan shows, on top of what was known. What the Machine's status says of beginnings counts first. */
export function progressWith(seen: Observation, plan: Plan): DrainProgress {
  const before = seen.progress ?? noProgress;
  const told = seen.machine.status?.deletion;
  const began = {
    ...before.began,
    ...startOf('drain', told?.nodeDrainStartTime),
    ...startOf('volume-detach', told?.waitForNodeVolumeDetachStartTime),
  };
  if (plan.step !== 'delete') return { ...before, began };
  const passed = plan.passed ?? [];
  const now = current[plan.stage];
  const started = [...passed, ...(now === undefined ? [] : [now])].map((step) => [step, seen.now] as const);
  return {
    ...before,
    began: { ...Object.fromEntries(started), ...began },
    over: [...new Set([...before.over, ...passed])].filter((step) => step !== now),
  };
}

const current: Readonly<Partial<Record<string, NodeStep>>> = { DrainingNode: 'drain', WaitingForVolumeDetach: 'volume-detach' };

const startOf = (step: NodeStep, text: string | undefined): DrainProgress['began'] => {
  const start = parseInstant(text ?? '');
  return start === undefined ? {} : { [step]: start };
};

/** When a step on the Node began, as the status prints it; undefined when it has not. */
export const printStart = ({ began }: DrainProgress, step: NodeStep): string | undefined => {
  const start = began[step];
  return start === undefined ? undefined : printInstant(start);
};

/** {@link DrainProgress} by Machine. */
export interface DrainProgresses {
  of(key: string): DrainProgress;
  keep(key: string, progress: DrainProgress): void;
  forget(key: string): void;
}

/** Remembers progress for as long as the Machines are there. */
export function drainProgresses(): DrainProgresses {
  const known = new Map<string, DrainProgress>();
  return {
    of: (key) => known.get(key) ?? noProgress,
    keep(key, progress) {
      known.set(key, progress);
    },
    forget(key) {
      known.delete(key);
    },
  };
}
