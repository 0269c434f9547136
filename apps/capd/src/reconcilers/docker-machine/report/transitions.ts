import type { Condition } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { runs } from '../decide/stopped.ts';
import type { MachineWork, Observation } from '../observation.ts';

/** What is told by an event, once, when it has happened. */
export interface Transition {
  readonly type: 'normal' | 'warning';
  readonly reason: string;
  readonly message: string;
}

type Conditions = readonly DeepReadonly<Condition>[];

/**
 * What has happened to a machine between the conditions that were observed and those that were written then.
 * A machine that was moved here has none at first, and nothing has happened to it.
 */
export function transitions(seen: Observation, after: Conditions): readonly Transition[] {
  const isMoved = seen.wasProvisioned && seen.conditions.length === 0;
  return isMoved ? [] : [...ofContainer(seen, after), ...ofWork(seen, after), ...ofBootstrap(seen, after)];
}

function ofContainer(seen: Observation, after: Conditions): readonly Transition[] {
  const { container, containerName: name, wasProvisioned } = seen;
  const changed = change(seen, after, 'ContainerProvisioned');
  if (changed === undefined) return [];
  if (changed.status === 'True' && changed.before !== 'True') {
    return wasProvisioned
      ? [{ type: 'normal', reason: 'ContainerRunning', message: `Container ${name} runs again` }]
      : [{ type: 'normal', reason: 'ContainerCreated', message: `Created container ${name} from image ${container?.image ?? ''}` }];
  }
  if (changed.status === 'True' || changed.reason !== 'NotProvisioned' || !wasProvisioned || runs(container)) return [];
  return [{ type: 'warning', reason: container === undefined ? 'ContainerVanished' : 'ContainerStopped', message: changed.message }];
}

const reasons = {
  container: 'ContainerCreationFailed',
  cgroups: 'SystemNotReady',
  images: 'ImagePreLoadFailed',
  bootstrap: 'BootstrapUnclear',
} as const;
const conditionOf = {
  container: 'ContainerProvisioned',
  cgroups: 'CGroupsReady',
  images: 'PreLoadedImagesReady',
  bootstrap: 'BootstrapCompleted',
} as const;

/** Work that failed and is tried again, as long as it says the same only once. */
function ofWork(seen: Observation, after: Conditions): readonly Transition[] {
  const { work } = seen;
  if (work?.state !== 'failed' || work.task === 'revive') return [];
  const part = partOf(work);
  const changed = change(seen, after, conditionOf[part]);
  return changed === undefined ? [] : [{ type: 'warning', reason: reasons[part], message: changed.message }];
}

const partOf = ({ task, stage }: MachineWork): keyof typeof reasons => stage?.part ?? (task === 'bootstrap' ? 'bootstrap' : 'container');

function ofBootstrap(seen: Observation, after: Conditions): readonly Transition[] {
  const changed = change(seen, after, 'BootstrapCompleted');
  if (changed === undefined) return [];
  const { status, before, reason, message } = changed;
  if (status === 'True' && before !== 'True') {
    return [
      { type: 'normal', reason: 'BootstrapCompleted', message: `Container ${seen.containerName} has carried out its bootstrap data` },
    ];
  }
  if (reason === 'Failed') return [{ type: 'warning', reason: 'BootstrapFailed', message }];
  return reason === 'NotCompleted' ? [{ type: 'warning', reason: 'BootstrapTimedOut', message }] : [];
}

/** A condition that is not as it was; undefined when it is. */
function change(
  { conditions }: Observation,
  after: Conditions,
  type: string,
): { readonly status: string; readonly before?: string; readonly reason: string; readonly message: string } | undefined {
  const then = find(conditions, type);
  const now = find(after, type);
  if (now === undefined) return undefined;
  const { status, reason, message = '' } = now;
  if (then !== undefined && then.status === status && then.reason === reason && (then.message ?? '') === message) return undefined;
  return { status, reason, message, ...(then === undefined ? {} : { before: then.status }) };
}
