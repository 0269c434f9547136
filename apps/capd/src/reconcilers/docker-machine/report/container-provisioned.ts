import { DockerMachineConditions, type Verdict } from '@capi/api';
import { printInstant } from '@capi/seams';

import { runs } from '../decide/stopped.ts';
import type { Observation, SeenContainer } from '../observation.ts';
import { failed, stageOf } from './stage.ts';

const not = (message: string): Verdict => DockerMachineConditions.verdict('ContainerProvisioned', 'False', 'NotProvisioned', message);
const is: Verdict = DockerMachineConditions.verdict('ContainerProvisioned', 'True', 'Provisioned');

/** Whether there is a container that runs; otherwise what it takes, or what became of it. */
export function containerProvisioned(seen: Observation, provisioned: boolean): Verdict {
  const { container, engine, work } = seen;
  if (provisioned) return runs(container) ? is : not(lost(seen));
  if (engine.state === 'gone') return not(engine.because);
  const stage = stageOf(work);
  if (stage !== undefined && stage.part !== 'container') return is;
  return not(failed(work) ?? stage?.doing ?? 'The container is being made');
}

const remedy = 'the machine is not made again: delete its Machine to have it replaced';

/** What became of a container that others rely on. */
function lost({ container, containerName, work }: Observation): string {
  if (container === undefined) return `Container ${containerName} no longer exists; ${remedy}`;
  const { name, state } = container;
  const again = work?.task === 'revive' ? failed(work) : undefined;
  return [
    `Container ${name} ${happened(container)}`,
    ...(again === undefined ? [] : [again]),
    state === 'restarting' || state === 'removing' ? '' : `start it with "docker start ${name}"; ${remedy}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function happened({ state, end }: SeenContainer): string {
  if (state === 'restarting') return 'ends and is started again by the engine';
  if (state === 'removing') return 'is being removed';
  const since = end?.finishedAt === undefined ? '' : ` since ${printInstant(end.finishedAt)}`;
  const how = [
    ...(end === undefined ? [] : [`exit code ${end.exitCode}`]),
    ...(end?.outOfMemory === true ? ['out of memory'] : []),
    ...(end?.error === undefined || end.error === '' ? [] : [`the engine says: ${end.error}`]),
  ];
  return `does not run${since}${how.length === 0 ? '' : ` (${how.join(', ')})`}`;
}
