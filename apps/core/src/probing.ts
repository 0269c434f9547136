/** Probes of a workload cluster that have to fail in a row before it counts as unreachable. */
export const probeFailures = 5;
