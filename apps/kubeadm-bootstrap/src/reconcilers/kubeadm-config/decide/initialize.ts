import { certificatesMissing, controlPlaneCertificates, missingToGenerate } from './certificates.ts';
import { initLockName } from './init-lock-name.ts';
import type { Plan, Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';
import { unrenderable } from './unrenderable.ts';

/**
 * Until the control plane is initialised, one control-plane machine may run `kubeadm init`: the one that holds the lock. All
 * others wait to join. Certificates come from the control-plane object, or are made here when there is none.
 * @see upstream v1.14.0 bootstrap/kubeadm/reconcilers/kubeadmconfig (behaviour)
 */
export const initialize: Rule<ReadyObservation> = (seen) => {
  const { cluster, owner } = seen;
  if (cluster.controlPlaneInitialized) return undefined;
  if (!owner.controlPlane) return { step: 'wait', blockers: [{ kind: 'control-plane-not-initialized' }] };
  const lock = heldByAnother(seen);
  if (lock !== undefined) return lock;
  const [first, ...others] = unrenderable(seen);
  if (first !== undefined) return { step: 'wait', blockers: [first, ...others] };
  const certificates = controlPlaneCertificates(seen);
  if (!cluster.hasControlPlane) {
    // Those of an external etcd are the user's; its authority needs no key here.
    const external = certificates.includes('apiserver-etcd-client');
    const missing = external ? certificatesMissing(seen, ['etcd', 'apiserver-etcd-client'], ['etcd']) : undefined;
    return missing === undefined
      ? { step: 'initialize', generate: missingToGenerate(seen), certificates }
      : { step: 'wait', blockers: [missing] };
  }
  // kubeadm would make an authority of its own, which no kubeconfig of ours would match.
  const missing = certificatesMissing(seen, ['ca']);
  return missing === undefined ? { step: 'initialize', generate: [], certificates } : { step: 'wait', blockers: [missing] };
};

function heldByAnother({ owner, cluster, initLock }: ReadyObservation): Plan | undefined {
  if (initLock === undefined || initLock.holder === owner.name) return undefined;
  if (initLock.holder === undefined) {
    return { step: 'wait', blockers: [{ kind: 'init-lock-unreadable', lock: initLockName(cluster.name) }] };
  }
  return initLock.holderGone
    ? { step: 'free-init-lock', because: 'holder-gone', holder: initLock.holder }
    : { step: 'wait', blockers: [{ kind: 'init-lock-held', holder: initLock.holder }] };
}
