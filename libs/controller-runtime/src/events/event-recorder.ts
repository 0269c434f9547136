import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Tells users about transitions, as core/v1 Events. Repeats are counted on one Event, floods are dropped; never fails, never waits. */
export interface EventRecorder {
  normal(about: DeepReadonly<KubernetesObject>, reason: string, message: string): void;
  warning(about: DeepReadonly<KubernetesObject>, reason: string, message: string): void;
}
