import { terminal } from '@capi/seams';

import { annotations } from '../names/annotations.ts';

interface Scaled {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly replicas?: number };
}

/**
 * Replicas of a MachineSet or MachineDeployment that leaves them open: 1, or what an autoscaler's bounds allow, which then keeps
 * the number it had.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when a bound is not a whole number
 * @see upstream v1.14.0 core/webhooks/admission (behaviour)
 */
export function defaultReplicas(object: Scaled, before?: Scaled): number {
  if (object.spec.replicas !== undefined) return object.spec.replicas;
  const least = bound(object, annotations.autoscalerMinSize);
  const most = bound(object, annotations.autoscalerMaxSize);
  if (least === undefined || most === undefined) return 1;
  const old = before?.spec.replicas;
  if (old === undefined || old < least) return least;
  return old > most ? most : old;
}

function bound({ kind, metadata }: Scaled, key: string): number | undefined {
  const value = metadata.annotations?.[key];
  if (value === undefined) return undefined;
  if (/^[+-]?\d+$/.test(value) && Math.abs(Number(value)) < 2 ** 31) return Number(value);
  throw terminal({
    action: 'default spec.replicas',
    object: `${kind} ${metadata.name}`,
    why: `annotation ${key} is "${value}"`,
    hint: 'give a whole number',
  });
}
