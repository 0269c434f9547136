import {
  draftOf,
  findings,
  forbidden,
  invalid,
  isDefined,
  validateNamingTemplate,
  validateTaints,
  validateTemplateMetadata,
  validateVersion,
  type Admission,
  type Draft,
  type Finding,
  type Ruling,
} from '@capi/admission';
import { annotations, type KubeadmControlPlane } from '@capi/api';
import { validateEqualTimeouts, validateKubeadmConfigSpec } from '@capi/kubeadm';
import type { DeepReadonly } from '@capi/seams';

import { controlPlaneNames } from '../control-plane-names.ts';
import { validateAllowedChanges } from './allowed-changes.ts';
import { validateClusterConfiguration } from './cluster-configuration.ts';
import { validateCoreDnsChange } from './coredns.ts';
import { validateReplicas } from './replicas.ts';
import { validateRollout } from './rollout.ts';
import { validateVersionChange } from './version-change.ts';

const kubeadm = 'spec.kubeadmConfigSpec';
const clusterConfiguration = `${kubeadm}.clusterConfiguration`;

/** What a KubeadmControlPlane may be, and what it may become. */
export function validateKubeadmControlPlane({ object, before, gates }: Admission<KubeadmControlPlane>): Ruling {
  const { spec = {} } = draftOf(object);
  const { kubeadmConfigSpec, machineTemplate, replicas, rollout } = spec;
  return findings(
    validateReplicas('spec.replicas', replicas, hasExternalEtcd(spec)),
    validateInfrastructure(machineTemplate?.spec?.infrastructureRef),
    validateTaints('spec.machineTemplate.spec.taints', machineTemplate?.spec?.taints, gates),
    validateTemplateMetadata('spec.machineTemplate.metadata', machineTemplate?.metadata),
    validateVersion('spec.version', spec.version ?? ''),
    validateRollout({ rollout: 'spec.rollout', clusterConfiguration }, rollout, kubeadmConfigSpec?.clusterConfiguration, replicas),
    validateNamingTemplate('spec.machineNaming.template', spec.machineNaming?.template, controlPlaneNames),
    validateClusterConfiguration(clusterConfiguration, kubeadmConfigSpec?.clusterConfiguration),
    validateKubeadmConfigSpec(kubeadm, kubeadmConfigSpec, gates),
    validateEqualTimeouts(kubeadm, kubeadmConfigSpec),
    before === undefined ? [] : validateChange(before, object),
  );
}

type Spec = NonNullable<Draft<KubeadmControlPlane>['spec']>;

/** Whether the state of the cluster is kept outside of its Machines. */
export const hasExternalEtcd = (spec: Spec | undefined): boolean =>
  isDefined(spec?.kubeadmConfigSpec?.clusterConfiguration?.etcd?.external);

const validateInfrastructure = (
  reference: NonNullable<NonNullable<Spec['machineTemplate']>['spec']>['infrastructureRef'],
): readonly Finding[] =>
  (['apiGroup', 'kind', 'name'] as const).flatMap((field) =>
    (reference?.[field] ?? '') === ''
      ? [invalid(`spec.machineTemplate.spec.infrastructureRef.${field}`, '', 'must be set: it says which template Machines are made from')]
      : [],
  );

function validateChange(before: DeepReadonly<KubeadmControlPlane>, now: DeepReadonly<KubeadmControlPlane>): readonly Finding[] {
  const [old, spec] = [draftOf(before).spec, draftOf(now).spec];
  const dnsTag = (of: Spec | undefined): string => of?.kubeadmConfigSpec?.clusterConfiguration?.dns?.imageTag ?? '';
  const skipsCoreDns = now.metadata.annotations?.[annotations.skipCoreDns] !== undefined;
  return [
    ...validateAllowedChanges(before, now),
    ...validateVersionChange('spec.version', old?.version ?? '', spec?.version ?? ''),
    ...(hasExternalEtcd(old) === hasExternalEtcd(spec)
      ? []
      : [forbidden(`${clusterConfiguration}.etcd.external`, 'cannot be added or removed: the state of the cluster would be left behind')]),
    ...validateCoreDnsChange(`${clusterConfiguration}.dns.imageTag`, dnsTag(old), dnsTag(spec), skipsCoreDns),
  ];
}
