import { DockerMachineConditions, type Verdict } from '@capi/api';

import type { Observation } from '../observation.ts';
import { failed, stageOf } from './stage.ts';

/** Whether the system in the container is up, which takes the cgroups that it was given. */
export function cgroupsReady({ work }: Observation, provisioned: boolean): Verdict {
  const stage = stageOf(work);
  if (provisioned || stage?.part === 'images') return DockerMachineConditions.verdict('CGroupsReady', 'True', 'Ready');
  if (stage?.part !== 'cgroups') return DockerMachineConditions.verdict('CGroupsReady', 'False', 'WaitingForContainer');
  return DockerMachineConditions.verdict('CGroupsReady', 'False', 'NotReady', failed(work) ?? stage.doing);
}

/** Whether the images that the spec lists are in the container. */
export function preLoadedImagesReady({ work }: Observation, provisioned: boolean): Verdict {
  if (provisioned) return DockerMachineConditions.verdict('PreLoadedImagesReady', 'True', 'Ready');
  const stage = stageOf(work);
  if (stage?.part === 'images')
    return DockerMachineConditions.verdict('PreLoadedImagesReady', 'False', 'NotReady', failed(work) ?? stage.doing);
  return DockerMachineConditions.verdict('PreLoadedImagesReady', 'False', waitingFor(stage?.part));
}

const waitingFor = (part: string | undefined): 'WaitingForContainer' | 'WaitingForCGroups' =>
  part === 'cgroups' ? 'WaitingForCGroups' : 'WaitingForContainer';
