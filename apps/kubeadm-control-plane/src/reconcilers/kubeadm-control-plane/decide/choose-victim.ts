import type { Observation, SeenMachine } from '../observation.ts';
import { requiredHealth } from './components.ts';

/**
 * Which Machine goes first: what users marked, then what is outdated and broken, then what is outdated, then any. Among those, one
 * outside of the Cluster's failure domains, else one from the fullest domain; the oldest, so that the choice is repeatable.
 * @param eligible only these; never empty
 * @see upstream v1.14.0 controlplane/kubeadm/reconcilers/kubeadmcontrolplane/scale.go (behaviour)
 */
export function chooseVictim(seen: Observation, eligible: readonly SeenMachine[]): SeenMachine {
  const candidates = firstNonEmpty(
    eligible.filter((machine) => isOutdated(machine) && machine.markedForDeletion),
    eligible.filter((machine) => machine.markedForDeletion),
    eligible.filter((machine) => isOutdated(machine) && isBroken(seen, machine)),
    eligible.filter(isOutdated),
    eligible,
  );
  const domain = fullestDomain(seen, candidates);
  const oldest = oldestOf(candidates.filter((machine) => (machine.failureDomain ?? '') === domain));
  if (oldest === undefined) throw new Error('a victim was asked for among no Machines');
  return oldest;
}

const isOutdated = (machine: SeenMachine): boolean => machine.outdated.length > 0;

/** Unknown does not count: a Machine that may well work is not preferred over one that is known to be broken. */
const isBroken = (seen: Observation, machine: SeenMachine): boolean =>
  requiredHealth(seen).some((type) => machine.health[type]?.status === 'False');

function fullestDomain(seen: Observation, candidates: readonly SeenMachine[]): string {
  const strays = candidates.filter((machine) => !seen.failureDomains.includes(machine.failureDomain ?? ''));
  if (strays.length > 0) return oldestOf(strays)?.failureDomain ?? '';
  const load = seen.failureDomains.map((domain) => ({
    domain,
    candidates: candidates.filter((machine) => machine.failureDomain === domain).length,
    total: seen.machines.filter((machine) => machine.failureDomain === domain).length,
  }));
  load.sort((one, other) => other.candidates - one.candidates || other.total - one.total);
  return load[0]?.domain ?? '';
}

const firstNonEmpty = (...subsets: readonly (readonly SeenMachine[])[]): readonly SeenMachine[] =>
  subsets.find((subset) => subset.length > 0) ?? [];

/** By age, then by name; undefined when there are none. */
const oldestOf = (machines: readonly SeenMachine[]): SeenMachine | undefined =>
  [...machines].sort((one, other) => one.createdAt - other.createdAt || (one.name < other.name ? -1 : 1))[0];
