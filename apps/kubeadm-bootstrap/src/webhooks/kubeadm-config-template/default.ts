import { draftOf, type Admission, type Defaulted } from '@capi/admission';
import { annotations, type KubeadmConfigTemplate } from '@capi/api';
import { withPreviousDefaults } from '@capi/kubeadm';
import type { DeepReadonly } from '@capi/seams';

/**
 * Nothing is filled in but for dry runs of a topology: there the answer is compared with what is stored, and older releases stored
 * their defaults.
 */
export function defaultKubeadmConfigTemplate({ object, dryRun }: Admission<KubeadmConfigTemplate>): Defaulted<KubeadmConfigTemplate> {
  const { metadata, spec } = draftOf(object);
  if (!dryRun || metadata?.annotations?.[annotations.topologyDryRun] === undefined) return { object };
  const defaulted = {
    ...object,
    spec: { ...spec, template: { ...spec?.template, spec: withPreviousDefaults(spec?.template?.spec ?? {}) } },
  };
  return { object: defaulted as DeepReadonly<KubeadmConfigTemplate> };
}
