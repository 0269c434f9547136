import { StatusError } from '../errors/status-error.ts';
import { selectsLabels, type LabelSelectorFields } from '../selectors/structured-selector.ts';
import type { StoredObject } from '../storage/entry.ts';

/** The parts of a PodDisruptionBudget that decide. */
interface Budget {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector?: LabelSelectorFields | null;
    readonly unhealthyPodEvictionPolicy?: string;
  };
}

interface PodFacts {
  readonly metadata: StoredObject['metadata'];
  readonly status?: { readonly phase?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/**
 * Refuses an eviction that a disruption budget forbids. Pods that are counted are those that the budget selects and that are there
 * now: no controller here knows how many there should be, or keeps the budget's status.
 * @param budgets of the Pod's namespace
 * @param pods of the same namespace
 * @throws StatusError 429 when too few healthy Pods would be left, 500 when several budgets speak for the Pod
 * @see Kubernetes, the eviction subresource and the disruption controller (behaviour)
 */
export function requireBudget(evicted: StoredObject, budgets: readonly StoredObject[], pods: readonly StoredObject[]): void {
  const pod = evicted as PodFacts;
  if (pod.metadata.deletionTimestamp !== undefined || !['Running', 'Unknown', undefined].includes(pod.status?.phase)) return;
  const [budget, ...others] = (budgets as readonly Budget[]).filter(({ spec }) => selects(spec?.selector, pod.metadata.labels));
  if (budget === undefined) return;
  if (others.length > 0) {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new StatusError(500, 'InternalError', message);
  }
  const selected = (pods as readonly PodFacts[]).filter(({ metadata }) => selects(budget.spec?.selector, metadata.labels));
  const healthy = selected.filter(isHealthy).length;
  const desired = desiredHealthy(budget, selected.length);
  const isBudgetKept = desired > 0 && healthy >= desired;
  if (!isHealthy(pod) && (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || isBudgetKept)) return;
  if (healthy > desired) return;
  throw new StatusError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${budget.metadata.name} needs ${desired} healthy pods and has ${healthy} currently`,
      },
    ],
  });
}

const isHealthy = ({ metadata, status }: PodFacts): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false);

function desiredHealthy({ spec }: Budget, expected: number): number {
  if (spec?.maxUnavailable !== undefined) return Math.max(expected - scaled(spec.maxUnavailable, expected), 0);
  return scaled(spec?.minAvailable ?? 0, expected);
}

/** A number, or a share of the whole, rounded up. */
const scaled = (value: number | string, whole: number): number =>
  typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * whole) / 100);

/** An empty selector speaks for all Pods, an absent one for none. */
const selects = (selector: LabelSelectorFields | null | undefined, labels: Readonly<Record<string, string>> = {}): boolean =>
  selector !== undefined && selector !== null && selectsLabels(selector, labels);
