import { printInstant, type Instant } from '@capi/seams';

import { printPod, type PodIdentity } from './node-pod.ts';
import type { DrainPlan, Refusal } from './plan-drain.ts';

/** Texts that other software looks for in the message of a Machine's condition `Deleting`. */
const matched = {
  leaving: 'deletionTimestamp set, but still not removed from the Node',
  budget: "cannot evict pod as it would violate the pod's disruption budget.",
  other: 'failed to evict Pod',
  completing: 'waiting for completion',
};

/** Reasons for which Pods are shown each by itself; of more only the number of Pods is told. */
const mostReasons = 5;
const mostNames = 3;

/**
 * How far a drain is, for people: one line for each thing that it waits for.
 * @param since when the drain began
 */
export function describeDrain(plan: DrainPlan, since: Instant): string {
  const refused = Map.groupBy(plan.refused, reasonOf);
  const shown = [...refused].slice(0, mostReasons);
  const others = [...refused].slice(mostReasons).flatMap(([, pods]) => pods);
  const lines = [
    ...line(plan.leaving, matched.leaving),
    ...line(plan.evict, 'about to be evicted'),
    ...shown.flatMap(([reason, pods]) => line(pods, reason)),
    ...(others.length === 0 ? [] : [`* ${others.length} ${others.length === 1 ? 'Pod' : 'Pods'} with other issues`]),
    ...line(plan.completing, matched.completing),
    ...line(plan.afterwards, 'to be evicted once those above are gone'),
  ];
  return [`Draining the Node since ${printInstant(since)}:`, ...lines].join('\n');
}

const reasonOf = ({ kind, why }: Refusal): string =>
  kind === 'disruption-budget' ? `${matched.budget} ${why}`.trim() : `${matched.other}, ${why}`;

function line(pods: readonly PodIdentity[], what: string): readonly string[] {
  if (pods.length === 0) return [];
  const names = pods.slice(0, mostNames).map(printPod).join(', ');
  const more = pods.length > mostNames ? ` and ${pods.length - mostNames} more` : '';
  return [`* ${pods.length === 1 ? 'Pod' : 'Pods'} ${names}${more}: ${what}`];
}

/**
 * What holds up a drain, in a few words each, read from what {@link describeDrain} (ours or upstream's) has said. Empty when the
 * message says nothing of the kind.
 */
export function delayCauses(message: string): readonly string[] {
  return [
    ...(message.includes(matched.budget) ? ['PodDisruptionBudgets'] : []),
    ...(message.includes(matched.leaving) ? ['Pods not terminating'] : []),
    ...(message.includes(matched.other) ? ['Pod eviction errors'] : []),
    ...(message.includes(matched.completing) ? ['Pods not completed yet'] : []),
  ];
}
