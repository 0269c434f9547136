import type { Check } from '../finding.ts';

/** Nodes are privileged containers: a container runtime runs in each. */
export const privilegedContainersRun: Check = ({ privileged }) =>
  privileged.outcome === 'failed'
    ? {
        essential: true,
        what: `a privileged container does not run: ${privileged.why}`,
        next: 'nodes need an engine that may run them: as root, on a machine that withholds no capability',
      }
    : undefined;
