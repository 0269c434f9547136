import { unreachable } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Actions } from './actions.ts';

/** Takes the step that was planned. */
export async function act(plan: Plan, actions: Actions, signal: AbortSignal): Promise<void> {
  switch (plan.step) {
    case 'rest':
    case 'wait':
      return;
    case 'claim':
      return actions.claim(signal);
    case 'own-template':
      return actions.ownTemplate(signal);
    case 'create-certificates':
      return actions.createCertificates(plan.purposes, signal);
    case 'own-certificates':
      return actions.ownCertificates(plan.purposes, signal);
    case 'write-kubeconfig':
      return actions.writeKubeconfig(plan.action, signal);
    case 'finish':
      return actions.finishMachine(plan.name, plan.missing, plan.form, signal);
    case 'propagate':
      return actions.propagate(plan.name, plan.targets, signal);
    case 'remove-stray-member':
      return actions.removeStrayMember(plan.id, plan.member, signal);
    case 'release':
      return actions.release(plan.name, plan.etcd, signal);
    case 'begin-remediation':
      return actions.beginRemediation(plan.machine, plan.retryCount, signal);
    case 'end-remediation':
      return actions.endRemediation(signal);
    case 'prepare-join':
      return actions.prepareJoin(signal);
    case 'create':
      return actions.createMachine(plan.name, plan.failureDomain, plan.form, signal);
    case 'delete':
      await actions.handOverLeadership(plan.name, plan.leadership, signal);
      return actions.deleteMachine(plan.name, signal);
    case 'delete-all':
      return actions.deleteAll(plan.names, signal);
    case 'finalize':
      return actions.finalize(signal);
    case 'update-addons':
      return actions.updateAddons(signal);
    case 'record-certificate-expiry':
      return actions.recordCertificateExpiry(plan.machines, signal);
    default:
      return unreachable(plan);
  }
}
