import type { KubeadmControlPlane } from '@capi/api';
import { defaultKeyAlgorithm, isKeyAlgorithm, type DeepReadonly, type KeyAlgorithm } from '@capi/seams';

import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';
import type { Ports } from './ports.ts';
import type { Sight } from './subject.ts';

/** What the certificates of a control plane are made with; undefined when nothing was asked for. */
export function keyAlgorithmOf({ spec }: DeepReadonly<KubeadmControlPlane>): KeyAlgorithm | undefined {
  const wanted = spec.kubeadmConfigSpec?.clusterConfiguration?.encryptionAlgorithm ?? '';
  return isKeyAlgorithm(wanted) ? wanted : undefined;
}

/**
 * How many keys will be needed as soon as the infrastructure is there. Only the keys are made before that: a user's own authority may still
 * come, say, further down in the same manifest.
 */
export const keysNeededSoon = ({ certificates, kubeconfig }: Observation, plan: Plan): number =>
  plan.step === 'wait' && plan.blockers[0].kind === 'infrastructure-not-provisioned'
    ? certificates.missing.length + (kubeconfig === 'absent' ? 1 : 0)
    : 0;

/** Has keys made while the infrastructure is being made. */
export function prepareKeys({ seen, subject }: Sight, plan: Plan, { keys }: Ports): void {
  const count = keysNeededSoon(seen, plan);
  if (count > 0) keys.prepare(subject.stored.metadata.uid ?? '', keyAlgorithmOf(subject.controlPlane) ?? defaultKeyAlgorithm, count);
}
