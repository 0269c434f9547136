import {
  annotations,
  apiVersionOf,
  finalizers,
  inlineBootstrapDataName,
  isInlineBootstrapDataName,
  labels,
  labelValueOf,
  Machine,
  type MachineSet,
  type UnstructuredObject,
} from '@capi/api';
import { cloneTemplate } from '@capi/contracts';
import { defaultMachineNaming, renderName } from '@capi/machine-rollout';
import { controllerReference } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { present } from '../../../json/present.ts';
import type { Observation } from '../observation.ts';
import type { NewMachine } from './plan.ts';

/**
 * A Machine that the set lacks and what it refers to, all of one name. With finalizer, labels and owner from the start, so that
 * nobody has to patch them in.
 * @see upstream v1.14.0 core/reconcilers/machineset (behaviour; there the companions are made first)
 */
export function newMachine(seen: Observation, suffix: string): NewMachine {
  const { machineSet } = seen;
  const template = machineSet.spec.machineNaming?.template ?? defaultMachineNaming;
  const name = renderName(template, { 'cluster.name': machineSet.spec.clusterName, 'machineSet.name': machineSet.metadata.name }, suffix);
  return {
    machine: desiredMachine(seen, name, undefined),
    companions: companionsOf(seen, name, { bootstrap: true, infrastructure: true }),
  };
}

/**
 * A Machine as the set wants it, complete, for server-side apply.
 * @param live the Machine as it is, whose version, placement and references stay; absent for one that has to be made
 */
export function desiredMachine({ machineSet }: Observation, name: string, live: DeepReadonly<Machine> | undefined): DeepReadonly<Machine> {
  const template = machineSet.spec.template.spec;
  const { version, failureDomain } = live?.spec ?? template;
  return {
    apiVersion: apiVersionOf(Machine),
    kind: Machine.kind,
    metadata: {
      name,
      ...present({
        namespace: machineSet.metadata.namespace,
        uid: live?.metadata.uid,
        annotations: machineSet.spec.template.metadata?.annotations,
      }),
      labels: labelsOf(machineSet),
      finalizers: [finalizers.machine],
      ownerReferences: [controllerReference(machineSet)],
    },
    spec: {
      clusterName: machineSet.spec.clusterName,
      bootstrap: present({
        configRef: live?.spec.bootstrap.configRef ?? reference(template.bootstrap.configRef, name),
        dataSecretName: dataSecretName(machineSet, name),
      }),
      infrastructureRef: live?.spec.infrastructureRef ?? {
        ...template.infrastructureRef,
        kind: madeKind(template.infrastructureRef.kind),
        name,
      },
      deletion: { ...template.deletion, nodeDeletionTimeoutSeconds: template.deletion?.nodeDeletionTimeoutSeconds ?? 10 },
      ...present({
        version,
        failureDomain,
        minReadySeconds: template.minReadySeconds,
        readinessGates: template.readinessGates,
        taints: template.taints,
      }),
    },
  };
}

/** The labels of all that the set makes. */
export const labelsOf = (machineSet: DeepReadonly<MachineSet>): Record<string, string> => {
  const deployment = machineSet.metadata.labels?.[labels.deploymentName];
  return {
    ...machineSet.spec.template.metadata?.labels,
    [labels.clusterName]: machineSet.spec.clusterName,
    [labels.setName]: labelValueOf(machineSet.metadata.name),
    ...(deployment === undefined ? {} : { [labels.deploymentName]: deployment }),
  };
};

/** What a Machine of this name refers to, made from the set's templates; their owner is added once it has an identity. */
export function companionsOf(
  { machineSet, templates }: Observation,
  name: string,
  wanted: { readonly bootstrap: boolean; readonly infrastructure: boolean },
): readonly DeepReadonly<UnstructuredObject>[] {
  return (['bootstrap', 'infrastructure'] as const).flatMap((of) => {
    const seen = templates[of];
    if (!wanted[of] || seen.state !== 'found') return [];
    return [
      cloneTemplate(seen.template, {
        name,
        namespace: machineSet.metadata.namespace ?? '',
        clusterName: machineSet.spec.clusterName,
        labels: labelsOf(machineSet),
        annotations: withoutInlineData(machineSet.spec.template.metadata?.annotations ?? {}),
      }),
    ];
  });
}

/** Data that were written into the template go into a Secret of each Machine's own. */
function dataSecretName({ spec: { template } }: DeepReadonly<MachineSet>, machine: string): string | undefined {
  const name = template.spec.bootstrap.dataSecretName;
  const data = template.metadata?.annotations?.[annotations.inlineBootstrapData];
  const isInline = data !== undefined && template.spec.bootstrap.configRef === undefined && isInlineBootstrapDataName(name ?? '', data);
  return isInline ? inlineBootstrapDataName(machine) : name;
}

/** Bootstrap data are for the Machine alone: they hold secrets. */
function withoutInlineData(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { [annotations.inlineBootstrapData]: _data, ...rest } = all;
  return rest;
}

const madeKind = (templateKind: string): string => templateKind.replace(/Template$/, '');
const reference = <R extends { readonly kind: string; readonly name: string }>(template: R | undefined, name: string): R | undefined =>
  template === undefined ? undefined : { ...template, kind: madeKind(template.kind), name };
