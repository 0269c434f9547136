import type { Check } from '../finding.ts';

/** Kubelets of today want control groups of version 2; the image that is built here makes do with version 1. */
export const cgroupsAreCurrent: Check = ({ engine, privileged }) => {
  if (!engine.answers || engine.cgroupVersion !== '1' || (privileged.outcome === 'ran' && privileged.builtHere)) return undefined;
  return {
    essential: false,
    what: 'this machine has control groups of version 1, with which kubelets from v1.35 on do not start by themselves',
    next: 'use the image that npm run node-image builds, or start the machine with systemd.unified_cgroup_hierarchy=1',
  };
};
