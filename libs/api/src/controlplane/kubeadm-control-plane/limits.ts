import { kubeadmV1Beta1Limits } from '../../bootstrap/kubeadm-config/limits.ts';
import { limit, shownCounters, type ConversionLimits } from '../../schema/conversion-limits.ts';

const counters = ['updatedReplicas', 'readyReplicas', 'unavailableReplicas'].map((name) => `status.deprecated.v1beta1.${name}`);
const kubeadm = kubeadmV1Beta1Limits('spec.kubeadmConfigSpec');

/** What v1beta1 KubeadmControlPlanes cannot keep or say. */
export const v1beta1Limits: ConversionLimits = {
  lost: [...kubeadm.lost, limit('it follows from the number of ready Machines', 'status.ready')],
  changed: [...kubeadm.changed, shownCounters('status.replicas', ...counters)],
  refused: [
    limit('v1beta2 wants a type wherever there is a strategy', 'spec.rollout.strategy'),
    limit('v1beta2 wants at least a week', 'spec.rollout.before.certificatesExpiryDays'),
  ],
};
