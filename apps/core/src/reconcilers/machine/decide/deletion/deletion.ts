import { finalizers, hookPrefixes } from '@capi/api';

import type { NodeStep, Observation } from '../../observation.ts';
import type { Deletion, Rule } from '../plan.ts';
import { drain } from './drain.ts';
import { isWanted } from './node-steps.ts';
import { nodeDeletionExpired } from './node-timeout.ts';
import { nodeWork } from './node-work.ts';
import { volumeDetach } from './volume-detach.ts';

/**
 * Takes a Machine apart from the outside in: whoever asked to be waited for, what runs on its Node, then infrastructure, bootstrap
 * config, Node and finally our finalizer. Each stage begins when the one before is over, and starts over from what is there after a
 * crash.
 * @see upstream v1.14.0 core/reconcilers/machine, deletion (behaviour)
 */
export const deletion: Rule = (seen) => {
  const { machine } = seen;
  if (machine.metadata.deletionTimestamp === undefined) return undefined;
  const work = nodeWork(seen);
  if (work.kind === 'unclear') return { step: 'delete', stage: 'InternalError', waitingFor: work.why, machine };
  const passed: NodeStep[] = [];
  for (const { rule, step } of work.kind === 'allowed' ? stages : stages.filter(({ ofNode }) => !ofNode)) {
    const plan = rule(seen);
    if (plan !== undefined) return { ...plan, ...(passed.length === 0 ? {} : { passed }) };
    if (step !== undefined && isWanted(step, seen)) passed.push(step);
  }
  const rest = (machine.metadata.finalizers ?? []).filter((finalizer) => finalizer !== finalizers.machine);
  return {
    step: 'delete',
    stage: 'DeletionCompleted',
    waitingFor: '',
    machine: { ...machine, metadata: { ...machine.metadata, finalizers: rest } },
  };
};

/** One stage: whether it is about the Node, and which step there it takes. */
interface StageRule {
  readonly rule: (seen: Observation) => Deletion | undefined;
  readonly ofNode: boolean;
  readonly step?: NodeStep;
}

const preDrainHook: StageRule['rule'] = ({ machine }) => hook(machine, hookPrefixes.preDrain, 'WaitingForPreDrainHook');
const preTerminateHook: StageRule['rule'] = ({ machine }) => hook(machine, hookPrefixes.preTerminate, 'WaitingForPreTerminateHook');

function hook(
  machine: Observation['machine'],
  prefix: string,
  stage: 'WaitingForPreDrainHook' | 'WaitingForPreTerminateHook',
): Deletion | undefined {
  const hooks = Object.keys(machine.metadata.annotations ?? {}).filter((key) => key.startsWith(prefix));
  if (hooks.length === 0) return undefined;
  return { step: 'delete', stage, waitingFor: `removal of ${hooks.toSorted().join(', ')}`, machine };
}

const infrastructure: StageRule['rule'] = ({ machine, infrastructure: seen }) => {
  if (seen.state === 'missing' || seen.state === 'none') return undefined;
  const waitingFor =
    seen.state === 'unreadable' ? seen.why : `${machine.spec.infrastructureRef.kind} ${machine.spec.infrastructureRef.name} to be deleted`;
  const ask = seen.state === 'found' && !seen.deleting ? { remove: 'infrastructure' as const } : {};
  return { step: 'delete', stage: 'WaitingForInfrastructureDeletion', waitingFor, machine, ...ask };
};

const bootstrap: StageRule['rule'] = ({ machine, bootstrap: seen }) => {
  const reference = machine.spec.bootstrap.configRef;
  if (reference === undefined || seen.state === 'missing' || seen.state === 'none') return undefined;
  const waitingFor = seen.state === 'unreadable' ? seen.why : `${reference.kind} ${reference.name} to be deleted`;
  const ask = seen.state === 'found' && !seen.deleting ? { remove: 'bootstrap' as const } : {};
  return { step: 'delete', stage: 'WaitingForBootstrapDeletion', waitingFor, machine, ...ask };
};

/** A Node that cannot be reached is given up once the timeout has passed, so that a dead cluster does not keep Machines for ever. */
const node: StageRule['rule'] = (seen) => {
  const { machine, node: found } = seen;
  const name = found.state === 'found' ? found.node.metadata.name : machine.status?.nodeRef?.name;
  if (found.state === 'missing' || name === undefined || nodeDeletionExpired(seen)) return undefined;
  if (found.state === 'found')
    return { step: 'delete', stage: 'DeletingNode', waitingFor: `Node ${name} to be deleted`, machine, remove: 'node' };
  return { step: 'delete', stage: 'DeletingNode', waitingFor: `a connection to the workload cluster, to delete Node ${name}`, machine };
};

/** In this order. */
const stages: readonly StageRule[] = [
  { rule: preDrainHook, ofNode: true },
  { rule: drain, ofNode: true, step: 'drain' },
  { rule: volumeDetach, ofNode: true, step: 'volume-detach' },
  { rule: preTerminateHook, ofNode: false },
  { rule: infrastructure, ofNode: false },
  { rule: bootstrap, ofNode: false },
  { rule: node, ofNode: true },
];
