import { DockerMachineConditions, type Verdict } from '@capi/api';
import { legacyFalse } from '@capi/conditions';

import type { PhaseFailure } from '../act/boot-failure.ts';
import type { Hold, Plan } from '../decide/plan.ts';
import type { Statements } from './in-memory.ts';

/** The types that Ready sums up, in the order in which its message shows them. */
export const dockerTypes = ['ContainerProvisioned', 'CGroupsReady', 'PreLoadedImagesReady', 'BootstrapCompleted'] as const;

const waitingForContainer: readonly Verdict[] = [
  DockerMachineConditions.verdict('CGroupsReady', 'False', 'WaitingForContainer'),
  DockerMachineConditions.verdict('PreLoadedImagesReady', 'False', 'WaitingForContainer'),
  DockerMachineConditions.verdict('BootstrapCompleted', 'False', 'WaitingForContainer'),
];

/** Before there is a container. */
export const dockerHolding = (until: Hold): Statements => ({
  verdicts: [DockerMachineConditions.verdict('ContainerProvisioned', 'False', until), ...waitingForContainer],
  legacy:
    until === 'WaitingForClusterInfrastructureReady'
      ? [legacyFalse('ContainerProvisioned', 'WaitingForClusterInfrastructure', 'Info')]
      : [],
});

/** A simulated machine, told as the container that it stands for. */
export function dockerRunning({ phases }: Plan & { readonly step: 'run' }, failure: PhaseFailure | undefined): Statements {
  const bootstrapped = phases.includes('node') && failure === undefined;
  return {
    verdicts: [
      DockerMachineConditions.verdict('ContainerProvisioned', 'True', 'Provisioned'),
      DockerMachineConditions.verdict('CGroupsReady', 'True', 'Ready'),
      DockerMachineConditions.verdict('PreLoadedImagesReady', 'True', 'Ready'),
      bootstrapped ? DockerMachineConditions.verdict('BootstrapCompleted', 'True', 'Completed') : notBootstrapped(failure),
    ],
    legacy: [],
  };
}

function notBootstrapped(failure: PhaseFailure | undefined): Verdict {
  if (failure === undefined) return DockerMachineConditions.verdict('BootstrapCompleted', 'False', 'NotReady');
  const { error } = failure;
  return error.retry === 'terminal'
    ? DockerMachineConditions.verdict('BootstrapCompleted', 'False', 'Failed', error.message)
    : DockerMachineConditions.verdict('BootstrapCompleted', 'Unknown', 'InternalError', `${error.message}; trying again`);
}
