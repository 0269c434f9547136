import { annotations, controlPlaneCleanupHook, labels, labelValueOf, type KubeadmControlPlane } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

type Template = DeepReadonly<KubeadmControlPlane['spec']['machineTemplate']>;

/** Labels that tie an object to its control plane, whatever the template says. */
export const identityLabels = (controlPlane: DeepReadonly<KubeadmControlPlane>, cluster: string): Record<string, string> => ({
  [labels.clusterName]: cluster,
  [labels.controlPlane]: '',
  [labels.controlPlaneName]: labelValueOf(controlPlane.metadata.name),
});

/** Labels of a Machine, its KubeadmConfig and its infrastructure machine. */
export const partLabels = (controlPlane: DeepReadonly<KubeadmControlPlane>, cluster: string): Record<string, string> => ({
  ...templateOf(controlPlane).metadata?.labels,
  ...identityLabels(controlPlane, cluster),
});

/** Annotations of a KubeadmConfig and an infrastructure machine. */
export const partAnnotations = (controlPlane: DeepReadonly<KubeadmControlPlane>): Record<string, string> => ({
  ...templateOf(controlPlane).metadata?.annotations,
});

/** Annotations of a Machine: it waits for us before its infrastructure goes. */
export const machineAnnotations = (
  controlPlane: DeepReadonly<KubeadmControlPlane>,
  remediationFor: string | undefined,
): Record<string, string> => ({
  ...partAnnotations(controlPlane),
  [controlPlaneCleanupHook]: '',
  ...(remediationFor === undefined ? {} : { [annotations.remediationFor]: remediationFor }),
});

const templateOf = (controlPlane: DeepReadonly<KubeadmControlPlane>): Template => controlPlane.spec.machineTemplate;
