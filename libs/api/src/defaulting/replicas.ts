import { terminal } from '@capi/seams';

import { annotations } from '../names/annotations.ts';

interface Scaled {
  readonly kind: string;
  readonly metadata: { readonly name?: string | undefined; readonly annotations?: Readonly<Record<string, string>> | undefined };
  readonly spec?: { readonly replicas?: number | undefined } | undefined;
}

/**
 * Replicas of a MachineSet, MachineDeployment or MachinePool that leaves them open: 1, or what an autoscaler's bounds allow, which
 * then keeps the number it had. A single bound says nothing.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when both bounds are there and one is not a whole number
 * @see upstream v1.14.0 core/webhooks/admission (behaviour)
 */
export function defaultReplicas(object: Scaled, before?: Scaled): number {
  if (object.spec?.replicas !== undefined) return object.spec.replicas;
  const { [annotations.autoscalerMinSize]: min, [annotations.autoscalerMaxSize]: max } = object.metadata.annotations ?? {};
  if (min === undefined || max === undefined) return 1;
  const least = bound(object, annotations.autoscalerMinSize, min);
  const most = bound(object, annotations.autoscalerMaxSize, max);
  const old = before?.spec?.replicas;
  if (old === undefined || old < least) return least;
  return old > most ? most : old;
}

function bound({ kind, metadata }: Scaled, key: string, value: string): number {
  // What fits into 32 bits, as replicas do.
  if (/^[+-]?\d+$/.test(value) && (Number(value) | 0) === Number(value)) return Number(value) + 0;
  throw terminal({
    action: 'default spec.replicas',
    object: `${kind} ${metadata.name ?? ''}`,
    why: `annotation ${key} is "${value}"`,
    hint: 'give a whole number',
  });
}
