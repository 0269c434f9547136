import { wait, type Rule } from './plan.ts';

/** Somebody paused the object or its Cluster: hands off, deletion included. */
export const paused: Rule = (seen) => (seen.pausedBy.length > 0 ? { step: 'rest' } : undefined);

/** Finalizer and stored defaults come before anything that would have to be cleaned up. */
export const claim: Rule = (seen) => (seen.claimed ? undefined : { step: 'claim' });

/** Machines that another controller owns make every count wrong, so nothing is changed while there are any. */
export const foreignMachines: Rule = (seen) =>
  seen.foreignMachines.length > 0 ? wait('set-up', [{ kind: 'foreign-machines', machines: seen.foreignMachines }]) : undefined;

/** The template goes with the Cluster when that is deleted or moved. */
export const ownTemplate: Rule = (seen) => (seen.template.state === 'unowned' ? { step: 'own-template' } : undefined);

/** Nothing can be replaced or added without the template. What is on its way out may go all the same. */
export const template: Rule = (seen) =>
  seen.template.state === 'missing' ? wait('set-up', [{ kind: 'template-missing', template: seen.template.name }]) : undefined;

export const infrastructure: Rule = (seen) =>
  seen.infrastructureProvisioned ? undefined : wait('set-up', [{ kind: 'infrastructure-not-provisioned' }]);

/**
 * Certificate authorities are made once, before the first Machine. Afterwards a lost one stays lost: a new one would not match what
 * the Nodes carry, so it is reported and blocks new Machines only.
 */
export const certificates: Rule = (seen) => {
  const { missing, unowned } = seen.certificates;
  if (missing.length > 0 && !seen.initialized) return { step: 'create-certificates', purposes: missing };
  return unowned.length > 0 ? { step: 'own-certificates', purposes: unowned } : undefined;
};

export const endpoint: Rule = (seen) => (seen.endpoint === undefined ? wait('set-up', [{ kind: 'endpoint-missing' }]) : undefined);

/** Needs the cluster CA; without it nothing can be signed, and the wait for that is the certificate rule's. */
export const kubeconfig: Rule = (seen) => {
  if (seen.kubeconfig === 'foreign') return { step: 'write-kubeconfig', action: 'own' };
  if (seen.certificates.missing.includes('ca')) return undefined;
  if (seen.kubeconfig === 'absent') return { step: 'write-kubeconfig', action: 'create' };
  return seen.kubeconfig === 'expiring' ? { step: 'write-kubeconfig', action: 'rotate' } : undefined;
};

/**
 * Rules further down look into the workload cluster. Before it is initialised there is nothing to look into; after that, a cluster
 * that does not answer must not be changed blindly.
 */
export const workloadReachable: Rule = (seen) =>
  seen.initialized && seen.workload.kind === 'disconnected'
    ? wait('set-up', [{ kind: 'workload-unreachable', why: seen.workload.why }])
    : undefined;
