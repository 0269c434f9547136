import type { EtcdFarewell, Form } from '../decide/plan.ts';
import type { MachinePart } from '../observation.ts';

/** What a plan can do to the world. Every action may be the last before a crash, and every one may run again. */
export interface Actions {
  claim(signal: AbortSignal): Promise<void>;
  ownTemplate(signal: AbortSignal): Promise<void>;
  createCertificates(purposes: readonly string[], signal: AbortSignal): Promise<void>;
  ownCertificates(purposes: readonly string[], signal: AbortSignal): Promise<void>;
  writeKubeconfig(action: 'create' | 'rotate' | 'own', signal: AbortSignal): Promise<void>;
  createMachine(name: string, failureDomain: string, form: Form, signal: AbortSignal): Promise<void>;
  finishMachine(name: string, missing: readonly MachinePart[], form: Form, signal: AbortSignal): Promise<void>;
  propagate(name: string, targets: readonly ('machine' | MachinePart)[], signal: AbortSignal): Promise<void>;
  removeStrayMember(id: string, member: string, signal: AbortSignal): Promise<void>;
  /** Moves leadership, removes the member, then drops the hook: in this order, so that a crash leaves the hook in place. */
  release(name: string, etcd: EtcdFarewell, signal: AbortSignal): Promise<void>;
  handOverLeadership(name: string, heirs: readonly string[], signal: AbortSignal): Promise<void>;
  deleteMachine(name: string, signal: AbortSignal): Promise<void>;
  deleteAll(names: readonly string[], signal: AbortSignal): Promise<void>;
  finalize(signal: AbortSignal): Promise<void>;
  beginRemediation(machine: string, retryCount: number, signal: AbortSignal): Promise<void>;
  endRemediation(signal: AbortSignal): Promise<void>;
  prepareJoin(signal: AbortSignal): Promise<void>;
  updateAddons(signal: AbortSignal): Promise<void>;
  recordCertificateExpiry(names: readonly string[], signal: AbortSignal): Promise<void>;
}
