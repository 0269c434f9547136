import { KcpConditions, type Verdict } from '@capi/api';

import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { few } from './describe-blocker.ts';

/** Whether every certificate that Nodes need is there. Nothing is said before somebody had a reason to look. */
export function certificatesAvailable(seen: Observation): Verdict<'CertificatesAvailable'> | undefined {
  const { missing } = seen.certificates;
  if (missing.length === 0) return KcpConditions.verdict('CertificatesAvailable', 'True', 'Available');
  if (!seen.infrastructureProvisioned) return undefined;
  return KcpConditions.verdict('CertificatesAvailable', 'False', 'NotAvailable', `Missing certificates: ${missing.join(', ')}`);
}

/** Whether `kubeadm init` has once finished. */
export const initialized = (seen: Observation): Verdict<'Initialized'> =>
  seen.initialized
    ? KcpConditions.verdict('Initialized', 'True', 'Initialized')
    : KcpConditions.verdict('Initialized', 'False', 'NotInitialized', 'Control plane not yet initialized');

export const paused = (seen: Observation): Verdict<'Paused'> =>
  seen.pausedBy.length > 0
    ? KcpConditions.verdict('Paused', 'True', 'Paused', seen.pausedBy.join(', '))
    : KcpConditions.verdict('Paused', 'False', 'NotPaused');

/** How far the deletion is. */
export function deleting(seen: Observation, plan: Plan): Verdict<'Deleting'> {
  if (!seen.deleting) return KcpConditions.verdict('Deleting', 'False', 'NotDeleting');
  if (seen.machines.length === 0) return KcpConditions.verdict('Deleting', 'True', 'DeletionCompleted');
  if (plan.step === 'wait' && plan.blockers[0].kind === 'workers-remain') {
    const message = `Control plane is deleting and waits for the Machines of workers to go first: ${few(seen.workers, 5)}`;
    return KcpConditions.verdict('Deleting', 'True', 'WaitingForWorkersDeletion', message);
  }
  const names = few(
    seen.machines.map(({ name }) => name),
    3,
  );
  return KcpConditions.verdict('Deleting', 'True', 'WaitingForMachineDeletion', `Deleting Machines ${names}`);
}
