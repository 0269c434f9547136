import { invalid, isDefined, required, type Draft, type Finding } from '@capi/admission';
import type { KubeadmControlPlaneSpec } from '@capi/api';

type Rollout = Draft<KubeadmControlPlaneSpec>['rollout'];
type ClusterConfiguration = NonNullable<Draft<KubeadmControlPlaneSpec>['kubeadmConfigSpec']>['clusterConfiguration'];

/** How long certificate authorities last that say nothing about it. */
const defaultAuthorityDays = 3650;
const fewestToSurgeDown = 3;

interface Paths {
  readonly rollout: string;
  readonly clusterConfiguration: string;
}

/**
 * When Machines are replaced, and how. As upstream has it, nothing is checked while there is no strategy: a KubeadmControlPlane always
 * has one, since it is filled in; a template need not.
 * @param replicas absent in templates, which do not know how many there will be
 */
export function validateRollout(
  paths: Paths,
  rollout: Rollout,
  clusterConfiguration: ClusterConfiguration,
  replicas?: number,
): readonly Finding[] {
  if (!isDefined(rollout?.strategy)) return [];
  return [
    ...validateStrategy(`${paths.rollout}.strategy`, rollout?.strategy, replicas),
    ...validateCertificateLife(paths, rollout, clusterConfiguration),
  ];
}

function validateStrategy(path: string, strategy: NonNullable<Rollout>['strategy'], replicas: number | undefined): readonly Finding[] {
  const isKnown = strategy?.type === 'RollingUpdate';
  const maxSurge = strategy?.rollingUpdate?.maxSurge;
  // A text is no number of Machines; upstream takes it for 0.
  const surge = typeof maxSurge === 'number' ? maxSurge : 0;
  return [
    ...(isKnown ? [] : [required(`${path}.type`, 'must be RollingUpdate')]),
    ...(maxSurge !== undefined && surge === 0 && replicas !== undefined && replicas < fewestToSurgeDown
      ? [required(`${path}.rollingUpdate`, 'maxSurge can be 0 only with 3 or more replicas: fewer would lose their etcd quorum on the way')]
      : []),
    ...(surge === 0 || surge === 1 ? [] : [required(`${path}.rollingUpdate.maxSurge`, 'must be 1 or 0')]),
  ];
}

function validateCertificateLife(paths: Paths, rollout: Rollout, clusterConfiguration: ClusterConfiguration): readonly Finding[] {
  const days = clusterConfiguration?.certificateValidityPeriodDays ?? 0;
  const authorityDays = clusterConfiguration?.caCertificateValidityPeriodDays || defaultAuthorityDays;
  const renewal = rollout?.before?.certificatesExpiryDays ?? 0;
  return [
    ...(days > authorityDays
      ? [
          invalid(
            `${paths.clusterConfiguration}.certificateValidityPeriodDays`,
            days,
            `must be no more than caCertificateValidityPeriodDays, which is ${authorityDays}`,
          ),
        ]
      : []),
    ...(days > 0 && renewal > 0 && renewal >= days
      ? [
          invalid(
            `${paths.rollout}.before.certificatesExpiryDays`,
            renewal,
            `must be less than certificateValidityPeriodDays, which is ${days}, or Machines would be replaced for ever`,
          ),
        ]
      : []),
  ];
}
