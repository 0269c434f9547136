import { kubeadmConfigSpec } from '../../bootstrap/kubeadm-config/conversion/v1beta1-spec.ts';
import { kept, nonZero, seconds, secondsIntent, time } from '../../conversion/codecs.ts';
import { mapping, moved, same, within, type Mapping } from '../../conversion/mapping.ts';

/** What a KubeadmControlPlane and its template have in common, between v1beta1 and the hub; `machineTemplate` differs. */
export const controlPlaneFields: Mapping = mapping(
  within('kubeadmConfigSpec', 'kubeadmConfigSpec', kubeadmConfigSpec, { oldAlways: true, hubAlways: true }),
  moved('rolloutBefore.certificatesExpiryDays', 'rollout.before.certificatesExpiryDays', nonZero),
  moved('rolloutAfter', 'rollout.after', time),
  within(
    'rolloutStrategy',
    'rollout.strategy',
    mapping(same(nonZero, 'type'), within('rollingUpdate', 'rollingUpdate', same(kept, 'maxSurge'))),
  ),
  within(
    'remediationStrategy',
    'remediation',
    mapping(
      same(kept, 'maxRetry'),
      moved('retryPeriod', 'retryPeriodSeconds', secondsIntent),
      moved('minHealthyPeriod', 'minHealthyPeriodSeconds', seconds),
    ),
  ),
  within('machineNamingStrategy', 'machineNaming', same(nonZero, 'template')),
);
