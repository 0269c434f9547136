import { kubeadmV1Beta1Limits } from '../../bootstrap/kubeadm-config/limits.ts';
import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

const kubeadm = kubeadmV1Beta1Limits('spec.template.spec.kubeadmConfigSpec');

/** What v1beta1 KubeadmControlPlaneTemplates cannot keep or say. */
export const v1beta1Limits: ConversionLimits = {
  lost: [...kubeadm.lost, limit('a strategy without a type is RollingUpdate', 'spec.template.spec.rolloutStrategy.type')],
  changed: kubeadm.changed,
  refused: [limit('v1beta2 wants at least a week', 'spec.template.spec.rollout.before.certificatesExpiryDays')],
};
