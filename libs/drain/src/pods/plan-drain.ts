import { later, milliseconds, seconds, type Duration, type Instant } from '@capi/seams';

import { behaviourOf, unreachablePatience, type NodeState } from './behaviour.ts';
import type { NodePod, PodIdentity } from './node-pod.ts';

/** That the API server did not let a Pod go. */
export interface Refusal extends PodIdentity {
  readonly at: Instant;
  /**
   * A disruption budget forbids it for now; there is no such Pod, whatever the watch still says; or something else went wrong. Simulated
   * clusters of upstream know no evictions, and so say of every Pod that it is not there.
   */
  readonly kind: 'disruption-budget' | 'gone' | 'other';
  /** In the API server's words. */
  readonly why: string;
}

/** A Pod that is asked to go now. */
export interface PlannedEviction extends PodIdentity {
  readonly warnings: readonly string[];
}

/** How far a drain is, and what it does next. Plain JSON; each Pod is in one list at most, sorted by namespace and name. */
export interface DrainPlan {
  readonly evict: readonly PlannedEviction[];
  /** Asked to go and not gone yet. */
  readonly leaving: readonly PodIdentity[];
  /** Not let go lately; asked again when {@link evictionRetry} has passed. */
  readonly refused: readonly Refusal[];
  /** Not there any more, in the API server's words. Nobody waits for them. */
  readonly gone: readonly Refusal[];
  /** Left to end by themselves. */
  readonly completing: readonly PodIdentity[];
  /** Their turn comes when those before them are gone. */
  readonly afterwards: readonly PodIdentity[];
  /** When the plan changes although no Pod does; absent when it will not. */
  readonly lookAgainAt?: Instant;
}

/** How long an eviction that was refused is not tried again: budgets and their state show in no watch on the Node's Pods. */
export const evictionRetry: Duration = seconds(20);

/** All that a decision on a drain looks at. */
export interface DrainInput extends NodeState {
  readonly pods: readonly NodePod[];
  /** What the API server refused before; old ones count no more. */
  readonly refusals: readonly Refusal[];
}

/**
 * What a drain does next. Only the Pods of the lowest order are dealt with; what a refusal held back is tried again after a while.
 * @see upstream v1.14.0 core/reconcilers/machine/drain (behaviour)
 */
export function planDrain(input: DrainInput): DrainPlan {
  const { now, refusals } = input;
  const recent = new Map(refusals.filter(stillCounts(now)).map((refusal) => [identityOf(refusal), refusal]));
  const [gone, present] = split(input.pods.toSorted(byNamespaceAndName), recent);
  const judged = present
    .map((pod) => ({ pod, behaviour: behaviourOf(pod, input) }))
    .flatMap(({ pod, behaviour }) => (behaviour.kind === 'skip' ? [] : [{ pod, behaviour }]));
  const lowest = Math.min(...judged.map(({ behaviour }) => behaviour.order));
  const current = judged.filter(({ behaviour }) => behaviour.order === lowest);
  const leaving = current.filter(({ pod, behaviour }) => behaviour.kind === 'evict' && pod.deletionTimestamp !== undefined);
  const refused: Refusal[] = [];
  const evict: PlannedEviction[] = [];
  for (const { pod, behaviour } of current) {
    if (behaviour.kind !== 'evict' || pod.deletionTimestamp !== undefined) continue;
    const refusal = recent.get(identityOf(pod));
    if (refusal === undefined) evict.push({ ...identity(pod), warnings: behaviour.warnings });
    else refused.push(refusal);
  }
  const moments = [
    ...refused.map(({ at }) => later(at, evictionRetry)),
    ...(input.unreachable ? leaving.map(({ pod }) => giveUpAt(pod.deletionTimestamp ?? now)) : []),
  ];
  return {
    evict,
    leaving: leaving.map(({ pod }) => identity(pod)),
    refused,
    gone,
    completing: current.filter(({ behaviour }) => behaviour.kind === 'await-completion').map(({ pod }) => identity(pod)),
    afterwards: judged.filter(({ behaviour }) => behaviour.order > lowest).map(({ pod }) => identity(pod)),
    ...(moments.length === 0 ? {} : { lookAgainAt: Math.min(...moments) as Instant }),
  };
}

/** Whether nothing is left that a drain waits for. */
export const isDrained = ({ evict, leaving, refused, completing, afterwards }: DrainPlan): boolean =>
  [evict, leaving, refused, completing, afterwards].every((pods) => pods.length === 0);

const stillCounts =
  (now: Instant) =>
  ({ kind, at }: Refusal): boolean =>
    kind === 'gone' || later(at, evictionRetry) > now;

const identityOf = ({ namespace, name, uid }: PodIdentity): string => `${namespace}/${name} ${uid}`;

/** What the API server says is gone, and the Pods that are there. */
function split(pods: readonly NodePod[], known: ReadonlyMap<string, Refusal>): readonly [readonly Refusal[], readonly NodePod[]] {
  const refusals = pods.flatMap((pod) => known.get(identityOf(pod)) ?? []);
  return [refusals.filter(({ kind }) => kind === 'gone'), pods.filter((pod) => known.get(identityOf(pod))?.kind !== 'gone')];
}

const giveUpAt = (deletionTimestamp: Instant): Instant => later(deletionTimestamp, milliseconds(unreachablePatience + 1));

const identity = ({ namespace, name, uid }: PodIdentity): PodIdentity => ({ namespace, name, uid });

function byNamespaceAndName(one: PodIdentity, other: PodIdentity): number {
  if (one.namespace !== other.namespace) return one.namespace < other.namespace ? -1 : 1;
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}
