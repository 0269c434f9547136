import type { Instant } from '@capi/seams';

/** What rollout arithmetic knows of one MachineSet. */
export interface SetCounts {
  readonly name: string;
  readonly createdAt: Instant;
  /** `spec.replicas`. */
  readonly desired: number;
  /** Machines that exist, those being deleted included. */
  readonly existing: number;
  /** Machines that are available. */
  readonly available: number;
}

/** Wanted `spec.replicas` by MachineSet name; a set that stays as it is is left out. */
export type Intents = ReadonlyMap<string, number>;

/** What a deployment wants of its sets. */
export interface RolloutInput {
  readonly replicas: number;
  /** The set whose template is the deployment's. */
  readonly current: SetCounts;
  readonly old: readonly SetCounts[];
}

/** Oldest first, and by name among those of the same second. */
export const oldestFirst = (sets: readonly SetCounts[]): readonly SetCounts[] =>
  sets.toSorted((left, right) => left.createdAt - right.createdAt || (left.name < right.name ? -1 : 1));

/** Machines that count against the room for surging: those that exist or are still to be made. */
export const committed = (sets: readonly SetCounts[]): number => sum(sets, (set) => Math.max(set.desired, set.existing));

/** The sum of one count over all sets. */
export const sum = (sets: readonly SetCounts[], count: (set: SetCounts) => number): number =>
  sets.reduce((total, set) => total + count(set), 0);
