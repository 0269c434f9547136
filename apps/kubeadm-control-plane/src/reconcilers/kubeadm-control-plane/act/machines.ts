import {
  controlPlaneCleanupHook,
  fieldManagers,
  KubeadmConfig,
  keyOf,
  Machine,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
  type UnstructuredObject,
} from '@capi/api';
import { refusedAs } from '@capi/controller-runtime';
import { terminal, type DeepReadonly } from '@capi/seams';

import type { Form } from '../decide/plan.ts';
import { fingerprint } from '../desired/drift.ts';
import { identityLabels, partAnnotations, partLabels } from '../desired/identity.ts';
import { newInfrastructureMachine } from '../desired/infrastructure-machine.ts';
import { newKubeadmConfig } from '../desired/kubeadm-config.ts';
import { deletionTimeouts, machineInPlace, newMachine } from '../desired/machine.ts';
import type { MachinePart } from '../observation.ts';
import type { Ports } from '../ports.ts';
import type { Subject } from '../subject.ts';
import type { Actions } from './actions.ts';

type MachineActions = Pick<Actions, 'createMachine' | 'finishMachine' | 'propagate' | 'deleteMachine' | 'deleteAll'>;

const main = { fieldManager: fieldManagers.kubeadmControlPlane };
const metadata = { fieldManager: fieldManagers.kubeadmControlPlaneMetadata };

export function machineActions(subject: Subject, { runtime, memory }: Ports): MachineActions {
  const { client } = runtime;
  const { controlPlane } = subject;
  const cluster = subject.cluster.metadata.name;
  const namespace = controlPlane.metadata.namespace ?? '';

  /** Remembers what an object carries of ours, so that the next look does not suspect it of carrying more. */
  const remember = (
    object: DeepReadonly<KubernetesObject>,
    wanted: { labels: Record<string, string>; annotations: Record<string, string> },
  ) => memory.propagated.set(object.metadata.uid ?? '', fingerprint(wanted));
  const partMetadata = () => ({ labels: partLabels(controlPlane, cluster), annotations: partAnnotations(controlPlane) });

  const createPart = async (part: MachinePart, machine: DeepReadonly<Machine>, form: Form, signal: AbortSignal): Promise<void> => {
    const made =
      part === 'config'
        ? await client.apply(KubeadmConfig, newKubeadmConfig(controlPlane, cluster, machine, form), main, signal)
        : await client.apply(...infrastructure(machine), main, signal);
    const bare = { labels: identityLabels(controlPlane, cluster), annotations: {} };
    // What the template adds is applied by a manager of its own, so that it can be taken back later.
    if (fingerprint(bare) === fingerprint(partMetadata())) remember(made, bare);
  };

  const infrastructure = (machine: DeepReadonly<Machine>): [Resource<UnstructuredObject>, UnstructuredObject] => {
    const { template, infrastructureKind } = subject;
    if (template === undefined || infrastructureKind === undefined) {
      const { kind, name } = controlPlane.spec.machineTemplate.spec.infrastructureRef;
      throw terminal({
        action: 'create the infrastructure machine',
        object: `Machine ${namespace}/${machine.metadata.name}`,
        why: `there is no ${kind} ${namespace}/${name}, or its provider is not installed`,
        hint: 'create the template or install the provider',
      });
    }
    return [infrastructureKind, newInfrastructureMachine(controlPlane, cluster, { machine, template })];
  };

  const applyMachine = async (desired: Machine, signal: AbortSignal): Promise<DeepReadonly<Machine>> => {
    const machine = await client.apply(Machine, desired, main, signal);
    remember(machine, { labels: desired.metadata.labels ?? {}, annotations: desired.metadata.annotations ?? {} });
    return machine;
  };

  const propagateToPart = async (
    resource: Resource<KubernetesObject>,
    object: DeepReadonly<KubernetesObject> | undefined,
    signal: AbortSignal,
  ): Promise<void> => {
    if (object === undefined) return;
    const wanted = partMetadata();
    const { apiVersion, kind } = object;
    const body = { apiVersion, kind, metadata: { name: object.metadata.name, namespace, uid: object.metadata.uid ?? '', ...wanted } };
    await client.apply(resource, body, metadata, signal);
    remember(object, wanted);
  };

  /** An apply would bring back the hook of a Machine that is going, so of that only what still matters is patched. */
  const propagateToLeaving = (key: ObjectKey, signal: AbortSignal) => {
    const { taints } = controlPlane.spec.machineTemplate.spec;
    const body = { spec: { deletion: deletionTimeouts(controlPlane), taints: taints ?? null } };
    return client.patch(Machine, key, { type: 'merge', body }, signal);
  };

  const dropHook = async (name: string, signal: AbortSignal): Promise<void> => {
    const machine = subject.machines.get(name);
    if (machine?.metadata.annotations?.[controlPlaneCleanupHook] === undefined) return;
    await unlessGone(() =>
      client.patch(
        Machine,
        { namespace, name },
        { type: 'merge', body: { metadata: { annotations: { [controlPlaneCleanupHook]: null } } } },
        signal,
      ),
    );
  };

  return {
    async createMachine(name, failureDomain, form, signal) {
      // The Machine comes first: what follows is owned by it from birth, and whatever a crash leaves out is found by its absence.
      const machine = await applyMachine(newMachine(controlPlane, cluster, { name, failureDomain }), signal);
      await Promise.all([createPart('infrastructure', machine, form, signal), createPart('config', machine, form, signal)]);
    },
    async finishMachine(name, missing, form, signal) {
      const machine = subject.machines.get(name);
      if (machine === undefined) return;
      for (const part of missing) await createPart(part, machine, form, signal);
    },
    async propagate(name, targets, signal) {
      const machine = subject.machines.get(name);
      if (machine === undefined) return;
      const leaving = machine.metadata.deletionTimestamp !== undefined;
      for (const target of targets) {
        if (target === 'machine' && leaving) await unlessGone(() => propagateToLeaving(keyOf(machine), signal));
        else if (target === 'machine') await applyMachine(machineInPlace(controlPlane, cluster, machine), signal);
        else if (target === 'config') await propagateToPart(KubeadmConfig, subject.configs.get(name), signal);
        else if (subject.infrastructureKind !== undefined) {
          await propagateToPart(subject.infrastructureKind, subject.infrastructure.get(name), signal);
        }
      }
    },
    deleteMachine: (name, signal) => client.delete(Machine, { namespace, name }, signal),
    async deleteAll(names, signal) {
      await Promise.all(
        names.map(async (name) => {
          await dropHook(name, signal);
          if (subject.machines.get(name)?.metadata.deletionTimestamp === undefined)
            await client.delete(Machine, { namespace, name }, signal);
        }),
      );
    },
  };
}

/** Runs a write for which a missing object is as good as a changed one. */
export async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!refusedAs(error, 'NotFound')) throw error;
  }
}
