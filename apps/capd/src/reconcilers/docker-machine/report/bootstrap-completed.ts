import { DockerMachineConditions, type Verdict } from '@capi/api';
import { find } from '@capi/conditions';
import { unreachable } from '@capi/seams';

import { describeFailure } from '../../../backends/docker/bootstrap/runner/describe-failure.ts';
import { endOf, hasTold } from '../decide/bootstrapping.ts';
import { isAwaitingRoute } from '../decide/decide.ts';
import { runs } from '../decide/stopped.ts';
import type { BootstrapEnd, Observation } from '../observation.ts';
import { failed, stageOf } from './stage.ts';

const type = 'BootstrapCompleted';
const completed: Verdict = DockerMachineConditions.verdict(type, 'True', 'Completed');
const replace = 'delete the Machine to have it replaced';

/** How far bootstrapping is, or how it ended; an end stays as it was told. */
export function bootstrapCompleted(seen: Observation, provisioned: boolean): Verdict {
  const { conditions, container, machine, work } = seen;
  if (hasTold(seen)) {
    const { status, reason, message } = find(conditions, type) ?? completed;
    return status === 'False' ? { type, status, reason, message: message ?? '' } : completed;
  }
  const end = endOf(seen);
  if (end !== undefined) return ended(end);
  if (!runs(container) && machine?.hasNode === true) return completed;
  if (!provisioned || !runs(container)) return DockerMachineConditions.verdict(type, 'False', waitingFor(seen));
  const why = work?.task === 'bootstrap' ? failed(work) : undefined;
  if (why !== undefined) return DockerMachineConditions.verdict(type, 'Unknown', 'InternalError', why);
  return DockerMachineConditions.verdict(type, 'False', 'NotReady', doing(seen));
}

function doing(seen: Observation): string {
  const { work, container } = seen;
  if (isAwaitingRoute(seen)) return `Waiting until the load balancer leads to container ${container?.name ?? ''}`;
  return work?.task === 'bootstrap' && work.stage !== undefined ? work.stage.doing : 'Bootstrapping';
}

function waitingFor({ work }: Observation): 'WaitingForContainer' | 'WaitingForCGroups' | 'WaitingForPreloadedImages' {
  const part = stageOf(work)?.part;
  if (part === 'cgroups') return 'WaitingForCGroups';
  return part === 'images' ? 'WaitingForPreloadedImages' : 'WaitingForContainer';
}

function ended(end: BootstrapEnd): Verdict {
  switch (end.kind) {
    case 'completed':
      return completed;
    case 'unusable':
      return DockerMachineConditions.verdict(type, 'False', 'Failed', `The bootstrap data cannot be carried out: ${end.why}; ${replace}`);
    case 'failed':
    case 'interrupted':
      return DockerMachineConditions.verdict(type, 'False', 'Failed', `${describeFailure(end)}\n${replace}`);
    case 'timed-out':
      return DockerMachineConditions.verdict(type, 'False', 'NotCompleted', `${describeFailure(end)}\n${replace}`);
    default:
      return unreachable(end);
  }
}
