import type { Observation, SeenBootstrap, SeenInfrastructure } from '../observation.ts';

/** What the providers have handed over so far; absent parts are still awaited. */
export interface HandedOver {
  readonly bootstrap?: SeenBootstrap;
  readonly infrastructure?: SeenInfrastructure;
  readonly bootstrapDataSecretCreated: boolean;
  readonly infrastructureProvisioned: boolean;
}

/**
 * Bootstrap data counts once its Secret has a name, infrastructure once it is provisioned and has a provider ID. Both stay done.
 * An object that is being deleted hands nothing over.
 * @see upstream v1.14.0 core/reconcilers/machine, phases (behaviour)
 */
export function handedOver({ machine, bootstrap, infrastructure }: Observation): HandedOver {
  const done = machine.status?.initialization ?? {};
  const config =
    bootstrap.state === 'found' && !bootstrap.deleting && bootstrap.dataSecretCreated && bootstrap.dataSecretName !== undefined
      ? bootstrap
      : undefined;
  const isProvisioned = infrastructure.state === 'found' && (infrastructure.provisioned || done.infrastructureProvisioned === true);
  const made = isProvisioned && !infrastructure.deleting && infrastructure.providerID !== undefined ? infrastructure : undefined;
  const isGiven = machine.spec.bootstrap.configRef !== undefined && (machine.spec.bootstrap.dataSecretName ?? '') !== '';
  return {
    ...(config === undefined ? {} : { bootstrap: config }),
    ...(made === undefined ? {} : { infrastructure: made }),
    bootstrapDataSecretCreated: done.bootstrapDataSecretCreated === true || isGiven || config !== undefined,
    infrastructureProvisioned: done.infrastructureProvisioned === true || made !== undefined,
  };
}
