import type { Check } from '../finding.ts';

// Measured: what a node's systemd, kubelet and containerd hold.
const perControlPlane = 28;
const perWorker = 15;
/** What everything else on a machine holds. */
const others = 60;
const plenty = 512;

/** The kernel lets the nodes watch as many things as they want to; all containers of a user share one allowance. */
export const inotifyInstancesSuffice: Check = ({ inotifyInstances: allowed, wanted }) => {
  const needed = perControlPlane * wanted.controlPlanes + perWorker * wanted.workers;
  if (allowed === undefined || needed === 0 || allowed >= needed + others) return undefined;
  return {
    essential: allowed < needed,
    what: `fs.inotify.max_user_instances is ${allowed}, and the nodes of this manifest need about ${needed} beside what else runs`,
    next: `sudo sysctl fs.inotify.max_user_instances=${plenty}`,
  };
};
