/** Name of a machine's container, and of its node: the Machine's, with the cluster's in front unless it begins with that already. */
export const containerName = (cluster: string, machine: string): string =>
  machine.startsWith(cluster) ? machine : `${cluster}-${machine}`;
