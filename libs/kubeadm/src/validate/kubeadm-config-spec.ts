import { forbidden, invalid, isDefined, type Draft, type Finding, type Gates } from '@capi/admission';
import type { KubeadmConfigSpec } from '@capi/api';

import { validateDiscovery, validateFiles, validateForIgnition, validatePartitions, validateUsers } from './files-and-users.ts';

const gate = 'KubeadmBootstrapFormatIgnition';

/**
 * The rules for how a machine becomes a Node, wherever they are written: in a KubeadmConfig, its template, or a control plane.
 * @param path where the spec is, as in `spec.kubeadmConfigSpec`
 * @see upstream v1.14.0 bootstrap/kubeadm/api/v1beta2/kubeadmconfig_types.go (behaviour)
 */
export function validateKubeadmConfigSpec(path: string, spec: Draft<KubeadmConfigSpec> = {}, gates: Gates): readonly Finding[] {
  return [
    ...validateFiles(`${path}.files`, spec.files),
    ...validateUsers(`${path}.users`, spec.users),
    ...validateFormat(path, spec, gates),
    ...validatePartitions(`${path}.diskSetup.partitions`, spec.diskSetup?.partitions),
    ...validateDiscovery(`${path}.joinConfiguration.discovery`, spec.joinConfiguration?.discovery),
  ];
}

function validateFormat(path: string, spec: Draft<KubeadmConfigSpec>, gates: Gates): readonly Finding[] {
  const { format, ignition } = spec;
  const isIgnition = format === 'ignition';
  if (!gates.enabled(gate)) {
    const why = `can be used only if the ${gate} feature gate is enabled`;
    return [
      ...(isIgnition ? [forbidden(`${path}.format`, why)] : []),
      ...(isDefined(ignition) ? [forbidden(`${path}.ignition`, why)] : []),
    ];
  }
  if (isIgnition) return validateForIgnition(path, spec);
  return isDefined(ignition) ? [invalid(`${path}.format`, format ?? '', 'must be ignition when ignition is set')] : [];
}

/**
 * Control planes wait equally long while they are initialised and while they are joined: older API versions have one field for both
 * and could not show the difference.
 */
export function validateEqualTimeouts(path: string, spec: Draft<KubeadmConfigSpec> = {}): readonly Finding[] {
  const field = 'timeouts.controlPlaneComponentHealthCheckSeconds';
  const init = spec.initConfiguration?.timeouts?.controlPlaneComponentHealthCheckSeconds;
  const join = spec.joinConfiguration?.timeouts?.controlPlaneComponentHealthCheckSeconds;
  if (init === join) return [];
  return [
    invalid(`${path}.initConfiguration.${field}`, init, `must be the same as joinConfiguration.${field}`),
    invalid(`${path}.joinConfiguration.${field}`, join, `must be the same as initConfiguration.${field}`),
  ];
}
