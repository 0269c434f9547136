import type { Observation } from '../observation.ts';

/**
 * Where a new Machine goes: the failure domain with the fewest Machines that will stay, then the fewest at all, then the first by name.
 * Machines outside of the known domains do not count. Empty when the Cluster has no failure domains for control planes.
 */
export function chooseFailureDomain(seen: Observation): string {
  const load = seen.failureDomains.map((domain) => {
    const inside = seen.machines.filter((machine) => machine.failureDomain === domain);
    const staying = inside.filter((machine) => machine.outdated.length === 0 && machine.deletingSince === undefined);
    return { domain, staying: staying.length, total: inside.length };
  });
  load.sort((one, other) => one.staying - other.staying || one.total - other.total || compare(one.domain, other.domain));
  return load[0]?.domain ?? '';
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
