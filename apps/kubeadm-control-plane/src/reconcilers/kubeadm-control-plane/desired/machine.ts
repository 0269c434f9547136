import {
  annotations,
  apiVersionOf,
  finalizers,
  KubeadmConfig,
  Machine,
  type Gate,
  type KubeadmControlPlane,
  type MachineDeletion,
} from '@capi/api';
import { controllerReference } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import type { HealthType } from '../observation.ts';
import { machineAnnotations, partLabels } from './identity.ts';

type ControlPlane = DeepReadonly<KubeadmControlPlane>;

/** What tells one Machine of a control plane from the next. */
interface MachineIdentity {
  readonly name: string;
  readonly version: string;
  readonly failureDomain: string | undefined;
  readonly infrastructureRef: DeepReadonly<Machine['spec']['infrastructureRef']>;
  readonly configName: string;
  /** The remediation that it replaces another Machine for, as JSON. */
  readonly remediationFor?: string | undefined;
}

/** A new Machine, complete with finalizer and hook, so that nobody has to patch them in. */
export function newMachine(
  controlPlane: ControlPlane,
  cluster: string,
  options: { readonly name: string; readonly failureDomain: string },
): Machine {
  const { infrastructureRef } = controlPlane.spec.machineTemplate.spec;
  return machineToApply(controlPlane, cluster, {
    name: options.name,
    version: controlPlane.spec.version,
    failureDomain: options.failureDomain === '' ? undefined : options.failureDomain,
    infrastructureRef: {
      apiGroup: infrastructureRef.apiGroup,
      kind: infrastructureRef.kind.replace(/Template$/, ''),
      name: options.name,
    },
    configName: options.name,
    remediationFor: controlPlane.metadata.annotations?.[annotations.remediationInProgress],
  });
}

/**
 * An existing Machine with what is propagated to it. What was decided at its creation (version, failure domain, references) stays. An
 * apply gives up whatever it leaves out, so finalizer and owner are always part of it.
 */
export const machineInPlace = (controlPlane: ControlPlane, cluster: string, machine: DeepReadonly<Machine>): Machine =>
  machineToApply(controlPlane, cluster, {
    name: machine.metadata.name,
    version: machine.spec.version ?? controlPlane.spec.version,
    failureDomain: machine.spec.failureDomain,
    infrastructureRef: machine.spec.infrastructureRef,
    configName: machine.spec.bootstrap.configRef?.name ?? machine.metadata.name,
    remediationFor: machine.metadata.annotations?.[annotations.remediationFor],
  });

function machineToApply(controlPlane: ControlPlane, cluster: string, machine: MachineIdentity): Machine {
  const { taints } = controlPlane.spec.machineTemplate.spec;
  return {
    apiVersion: apiVersionOf(Machine),
    kind: Machine.kind,
    metadata: {
      name: machine.name,
      namespace: controlPlane.metadata.namespace ?? '',
      labels: partLabels(controlPlane, cluster),
      annotations: machineAnnotations(controlPlane, machine.remediationFor),
      finalizers: [finalizers.machine],
      ownerReferences: [controllerReference(controlPlane)],
    },
    spec: {
      clusterName: cluster,
      version: machine.version,
      ...(machine.failureDomain === undefined ? {} : { failureDomain: machine.failureDomain }),
      bootstrap: { configRef: { apiGroup: KubeadmConfig.group, kind: KubeadmConfig.kind, name: machine.configName } },
      infrastructureRef: { ...machine.infrastructureRef },
      readinessGates: readinessGates(controlPlane),
      deletion: deletionTimeouts(controlPlane),
      ...(taints === undefined || taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint })) }),
    },
  };
}

/** As upstream's Machine webhook would default it: a Node that cannot be deleted holds a Machine for ten seconds only. */
const defaultNodeDeletionTimeoutSeconds = 10;

/** How long the steps of a Machine's deletion may take. */
export function deletionTimeouts(controlPlane: ControlPlane): MachineDeletion {
  const { deletion } = controlPlane.spec.machineTemplate.spec;
  return { ...deletion, nodeDeletionTimeoutSeconds: deletion?.nodeDeletionTimeoutSeconds ?? defaultNodeDeletionTimeoutSeconds };
}

/** What makes a Machine Ready beside what everybody wants: our conditions first, then the user's, each once. */
function readinessGates(controlPlane: ControlPlane): Gate[] {
  const stacked = controlPlane.spec.kubeadmConfigSpec?.clusterConfiguration?.etcd?.external === undefined;
  const mandatory: readonly HealthType[] = [
    'NodeKubeadmLabelsAndTaintsSet',
    'APIServerPodHealthy',
    'ControllerManagerPodHealthy',
    'SchedulerPodHealthy',
    ...(stacked ? (['EtcdPodHealthy', 'EtcdMemberHealthy'] as const) : []),
  ];
  const own = (controlPlane.spec.machineTemplate.spec.readinessGates ?? []).filter(
    (gate) => !mandatory.some((type) => type === gate.conditionType),
  );
  return [...mandatory.map((conditionType) => ({ conditionType })), ...own.map((gate) => ({ ...gate }))];
}
