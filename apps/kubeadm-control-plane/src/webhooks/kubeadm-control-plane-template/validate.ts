import {
  draftOf,
  findings,
  gateOff,
  refuseChange,
  validateNamingTemplate,
  validateTaints,
  validateTemplateMetadata,
  type Admission,
  type Draft,
  type Gates,
  type Ruling,
} from '@capi/admission';
import { asRead, KubeadmControlPlaneTemplate } from '@capi/api';
import { validateEqualTimeouts, validateKubeadmConfigSpec, withPreviousDefaults } from '@capi/kubeadm';
import type { DeepReadonly } from '@capi/seams';

import { controlPlaneNames } from '../control-plane-names.ts';
import { validateClusterConfiguration } from '../kubeadm-control-plane/cluster-configuration.ts';
import { validateRollout } from '../kubeadm-control-plane/rollout.ts';

const gate = 'ClusterTopology';
const path = 'spec.template.spec';
const kubeadm = `${path}.kubeadmConfigSpec`;

type Template = NonNullable<NonNullable<Draft<KubeadmControlPlaneTemplate>['spec']>['template']>;
type Spec = NonNullable<Template['spec']>;

/** What a KubeadmControlPlaneTemplate may be. What is made from it must not change with it, so that it cannot change itself. */
export function validateKubeadmControlPlaneTemplate({ object, before, gates }: Admission<KubeadmControlPlaneTemplate>): Ruling {
  if (before !== undefined) return findings(refuseChange(path, comparable(before, undefined), comparable(object, before)));
  return gates.enabled(gate) ? validateNew(draftOf(object).spec?.template ?? {}, gates) : gateOff(gate);
}

function validateNew({ metadata, spec = {} }: Template, gates: Gates): Ruling {
  const { kubeadmConfigSpec, machineTemplate, machineNaming, rollout } = spec;
  const clusterConfiguration = `${kubeadm}.clusterConfiguration`;
  return findings(
    validateRollout({ rollout: `${path}.rollout`, clusterConfiguration }, rollout, kubeadmConfigSpec?.clusterConfiguration),
    validateNamingTemplate(`${path}.machineNaming.template`, machineNaming?.template, controlPlaneNames),
    validateTaints(`${path}.machineTemplate.spec.taints`, machineTemplate?.spec?.taints, gates),
    validateTemplateMetadata(`${path}.machineTemplate.metadata`, machineTemplate?.metadata),
    validateClusterConfiguration(clusterConfiguration, kubeadmConfigSpec?.clusterConfiguration),
    validateKubeadmConfigSpec(kubeadm, kubeadmConfigSpec, gates),
    validateEqualTimeouts(kubeadm, kubeadmConfigSpec),
    validateTemplateMetadata('spec.template.metadata', metadata),
  );
}

const read = asRead(KubeadmControlPlaneTemplate);
const specOf = (template: DeepReadonly<KubeadmControlPlaneTemplate>): Spec => draftOf(read(template)).spec?.template?.spec ?? {};

/** A template without what older releases filled in and wrote, so that their manifests can be applied again. */
function comparable(
  template: DeepReadonly<KubeadmControlPlaneTemplate>,
  before: DeepReadonly<KubeadmControlPlaneTemplate> | undefined,
): Spec {
  const spec = specOf(template);
  const old = before === undefined ? undefined : specOf(before).rollout?.strategy;
  const wasDefaulted = old?.type === 'RollingUpdate' && old.rollingUpdate?.maxSurge === 1;
  const rollout = spec.rollout?.strategy === undefined && wasDefaulted ? { ...spec.rollout, strategy: old } : spec.rollout;
  return { ...spec, ...(rollout === undefined ? {} : { rollout }), kubeadmConfigSpec: withPreviousDefaults(spec.kubeadmConfigSpec ?? {}) };
}
