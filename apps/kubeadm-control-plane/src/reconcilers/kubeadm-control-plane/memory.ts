import type { Secret } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

/**
 * What one process need not find out twice. Losing it costs a few requests that change nothing; nothing is decided by it that the world
 * would contradict.
 */
export interface Memory {
  /** For which spec kubeadm-config and RBAC were last brought up to date, by UID of the control plane. */
  readonly preparedFor: Map<string, string>;
  /** For which spec kube-proxy and CoreDNS were. */
  readonly addonsFor: Map<string, string>;
  /** Labels and annotations last propagated, by UID of the object. */
  readonly propagated: Map<string, string>;
  /** Secrets that users brought without the label that the cache selects by, by namespace and name. */
  readonly broughtSecrets: Map<string, DeepReadonly<Secret>>;
  /** Until when what is told of objects may lag behind, by their UIDs, by UID of the control plane. */
  readonly laggingUntil: Map<string, ReadonlyMap<string, Instant>>;
  /** What was last said in an event about an unhealthy control plane, by UID. */
  readonly announced: Map<string, string>;
}

export const emptyMemory = (): Memory => ({
  preparedFor: new Map(),
  addonsFor: new Map(),
  propagated: new Map(),
  broughtSecrets: new Map(),
  laggingUntil: new Map(),
  announced: new Map(),
});
