import type { KubeadmConfig, KubeadmControlPlane, KubernetesObject, Machine, UnstructuredObject } from '@capi/api';
import { sameJson } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Memory } from '../memory.ts';
import type { MachinePart } from '../observation.ts';
import { partAnnotations, partLabels } from './identity.ts';
import { deletionTimeouts, machineInPlace } from './machine.ts';

interface Wanted {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Context {
  readonly controlPlane: DeepReadonly<KubeadmControlPlane>;
  readonly cluster: string;
  readonly memory: Memory;
}

/** Which of a Machine and its parts differ from what is propagated to them without a rollout. */
export function driftOf(
  machine: DeepReadonly<Machine>,
  config: DeepReadonly<KubeadmConfig> | undefined,
  infrastructure: DeepReadonly<UnstructuredObject> | undefined,
  context: Context,
): readonly ('machine' | MachinePart)[] {
  if (machine.metadata.deletionTimestamp !== undefined) {
    return sameJson(machine.spec.deletion, deletionTimeouts(context.controlPlane)) && sameTaints(machine, context) ? [] : ['machine'];
  }
  const parts = { labels: partLabels(context.controlPlane, context.cluster), annotations: partAnnotations(context.controlPlane) };
  const drifted: ('machine' | MachinePart)[] = [];
  if (machineDrifts(machine, context)) drifted.push('machine');
  if (config !== undefined && metadataDrifts(config, parts, context.memory)) drifted.push('config');
  if (infrastructure !== undefined && metadataDrifts(infrastructure, parts, context.memory)) drifted.push('infrastructure');
  return drifted;
}

function machineDrifts(machine: DeepReadonly<Machine>, context: Context): boolean {
  const wanted = machineInPlace(context.controlPlane, context.cluster, machine);
  return (
    !sameJson(machine.spec.deletion, wanted.spec.deletion) ||
    !sameJson(machine.spec.readinessGates, wanted.spec.readinessGates) ||
    !sameTaints(machine, context) ||
    metadataDrifts(machine, { labels: wanted.metadata.labels ?? {}, annotations: wanted.metadata.annotations ?? {} }, context.memory)
  );
}

const sameTaints = (machine: DeepReadonly<Machine>, { controlPlane }: Context): boolean =>
  sameJson(machine.spec.taints ?? [], controlPlane.spec.machineTemplate.spec.taints ?? []);

/**
 * Something wanted is absent or different, or something may be there that is no longer wanted: what was propagated last differs, or
 * nobody remembers and there is more than what is wanted. The server knows which of that is ours, so an apply settles it.
 */
function metadataDrifts(object: DeepReadonly<KubernetesObject>, wanted: Wanted, memory: Memory): boolean {
  const { labels = {}, annotations = {}, uid = '' } = object.metadata;
  if (!includes(labels, wanted.labels) || !includes(annotations, wanted.annotations)) return true;
  const remembered = memory.propagated.get(uid);
  if (remembered !== undefined) return remembered !== fingerprint(wanted);
  return Object.keys(labels).length > Object.keys(wanted.labels).length;
}

/** Tells two sets of labels and annotations apart. */
export const fingerprint = (wanted: Wanted): string =>
  JSON.stringify(
    [wanted.labels, wanted.annotations].map((entries) => Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1))),
  );

const includes = (all: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => all[name] === value);
