import type { Rule } from './plan.ts';

/** kube-proxy and CoreDNS follow once every Machine is up to date, since they must not be newer than the API servers. */
export const addons: Rule = (seen) =>
  seen.initialized && !seen.chores.addonsUpdated && seen.machines.length > 0 ? { step: 'update-addons' } : undefined;

/** Reads the date on each API server's certificate once, so that a rollout before it expires can be planned. */
export const certificateExpiry: Rule = (seen) => {
  const machines = seen.machines.filter((machine) => machine.certificateExpiryUnknown && machine.deletingSince === undefined);
  return seen.initialized && machines.length > 0
    ? { step: 'record-certificate-expiry', machines: machines.map(({ name }) => name) }
    : undefined;
};
