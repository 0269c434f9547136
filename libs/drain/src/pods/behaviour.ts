import { between, seconds, type Duration, type Instant } from '@capi/seams';

import type { NodePod } from './node-pod.ts';

/** What a drain does about one Pod. */
export type Behaviour =
  /** It stays, and nobody waits for it. */
  | { readonly kind: 'skip' }
  /** It is left to end by itself, and waited for until it is gone, whatever its phase. */
  | { readonly kind: 'await-completion'; readonly order: number }
  | {
      readonly kind: 'evict';
      /** Pods of a lower order go first, and are gone before the next ones are asked to go. */
      readonly order: number;
      /** What is lost with it; empty when nothing is. */
      readonly warnings: readonly string[];
    };

/** How the Node is while it is drained. */
export interface NodeState {
  readonly now: Instant;
  /** The kubelet has fallen silent: Pods that were asked to go may never be seen to be gone. */
  readonly unreachable: boolean;
}

/** How long after the time at which it should be gone a Pod on an unreachable Node is no longer waited for. */
export const unreachablePatience: Duration = seconds(1);

type Rule = (pod: NodePod, node: NodeState) => Behaviour | undefined;

/** In this order; the first that answers decides, and a Pod that none speaks for is evicted. */
const rules: readonly Rule[] = [longDeleted, ofDaemonSet, mirror, drainLabel];

/**
 * What a drain does about a Pod.
 * @see upstream v1.14.0 core/reconcilers/machine/drain (behaviour)
 */
export function behaviourOf(pod: NodePod, node: NodeState): Behaviour {
  for (const rule of rules) {
    const behaviour = rule(pod, node);
    if (behaviour !== undefined) return behaviour;
  }
  return { kind: 'evict', order: 0, warnings: warningsOf(pod) };
}

/** A Pod that an unreachable kubelet should have ended by now. */
function longDeleted({ deletionTimestamp }: NodePod, { now, unreachable }: NodeState): Behaviour | undefined {
  const isOver = deletionTimestamp !== undefined && between(deletionTimestamp, now) > unreachablePatience;
  return unreachable && isOver ? { kind: 'skip' } : undefined;
}

/** Its DaemonSet would put it right back, since cordons do not keep those out. */
function ofDaemonSet({ daemonSet, finished }: NodePod): Behaviour | undefined {
  return daemonSet === 'exists' && !finished ? { kind: 'skip' } : undefined;
}

/** Deleting the picture does not end the Pod. */
function mirror(pod: NodePod): Behaviour | undefined {
  return pod.mirror ? { kind: 'skip' } : undefined;
}

/** What the Pod's owner asks for. Other values say nothing. */
function drainLabel(pod: NodePod): Behaviour | undefined {
  switch (pod.drainLabel) {
    case 'skip':
      return { kind: 'skip' };
    case 'wait-completed':
    case 'waitcompleted':
      return { kind: 'await-completion', order: 0 };
    case undefined:
    default:
      return undefined;
  }
}

function warningsOf({ finished, localData, controller, daemonSet }: NodePod): readonly string[] {
  if (finished) return [];
  return [
    ...(localData ? ['data in its emptyDir volumes are lost'] : []),
    ...(controller === undefined || daemonSet === 'missing' ? ['nothing will make it again'] : []),
  ];
}
