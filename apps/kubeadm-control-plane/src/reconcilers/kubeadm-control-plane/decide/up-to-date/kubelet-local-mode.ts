import type { ClusterConfiguration } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import { coerce } from 'semver';

const gate = 'ControlPlaneKubeletLocalMode';

/**
 * A cluster configuration as it is stored for new Machines: where the feature exists and is not the default yet (1.31 to 1.35), kubelets
 * of the control plane talk to the API server next to them, so that they are never newer than the one they talk to. What the user says
 * about the gate stays.
 */
export function withKubeletLocalMode(
  configuration: DeepReadonly<ClusterConfiguration> | undefined,
  version: string,
): DeepReadonly<ClusterConfiguration> | undefined {
  const parsed = coerce(version);
  const wanted = parsed !== null && parsed.major === 1 && parsed.minor >= 31 && parsed.minor < 36;
  if (!wanted || configuration?.featureGates?.[gate] !== undefined) return configuration;
  return { ...configuration, featureGates: { ...configuration?.featureGates, [gate]: true } };
}
