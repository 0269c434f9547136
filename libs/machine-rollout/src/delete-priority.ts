import { between, days, type Instant } from '@capi/seams';

/** Which Machine a shrinking set gives up first, as in `spec.deletion.order`. */
export type DeletionOrder = 'Random' | 'Newest' | 'Oldest';

/** What the choice of a victim looks at. */
export interface Candidate {
  readonly name: string;
  /** Absent: as if just created. */
  readonly createdAt?: Instant | undefined;
  readonly deleting: boolean;
  /** Carries the annotation `cluster.x-k8s.io/delete-machine`. */
  readonly marked: boolean;
  /** An in-place update is under way. */
  readonly updating: boolean;
  /** No node, a node that is not healthy, or a failed health check. */
  readonly unhealthy: boolean;
}

/**
 * The order in which a set gives up its Machines: first those already going, then marked ones, those being updated in place,
 * unhealthy ones, and the rest by `order`; ties by name.
 * @param order `Random` treats all alike, so that names decide
 * @see upstream v1.14.0 core/reconcilers/machineset/machineset_delete_policy.go (behaviour)
 */
export function byDeletePriority<C extends Candidate>(candidates: readonly C[], order: DeletionOrder, now: Instant): readonly C[] {
  const priorities = new Map(candidates.map((candidate) => [candidate, deletePriority(candidate, order, now)]));
  const priorityOf = (candidate: C): number => priorities.get(candidate) ?? 0;
  return candidates.toSorted((left, right) => priorityOf(right) - priorityOf(left) || (left.name < right.name ? -1 : 1));
}

/** 0…100; the higher goes first. */
export function deletePriority(candidate: Candidate, order: DeletionOrder, now: Instant): number {
  if (candidate.deleting) return 100;
  if (candidate.marked) return 80;
  if (candidate.updating) return 75;
  if (candidate.unhealthy) return 50;
  if (order === 'Random') return 20;
  const byAge = 50 * (1 - Math.exp(-ageOf(candidate, now) / days(10)));
  return order === 'Oldest' ? byAge : 50 - byAge;
}

function ageOf(candidate: Candidate, now: Instant): number {
  return candidate.createdAt === undefined ? 0 : Math.max(between(candidate.createdAt, now), 0);
}
