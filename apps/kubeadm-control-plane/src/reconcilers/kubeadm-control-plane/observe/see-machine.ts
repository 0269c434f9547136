import {
  annotations,
  controlPlaneCleanupHook,
  hookPrefixes,
  type KubeadmConfig,
  type KubeadmControlPlane,
  type Machine,
  type UnstructuredObject,
} from '@capi/api';
import { isFalse, isTrue } from '@capi/conditions';
import { parseKubernetesVersion } from '@capi/kubeadm';
import { instant, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { outdatedReasons } from '../decide/up-to-date/outdated.ts';
import { driftOf } from '../desired/drift.ts';
import { machineHealth } from '../health/machine-health.ts';
import { controlPlaneRole } from '../health/node-marks.ts';
import type { Memory } from '../memory.ts';
import type { MachinePart, SeenEtcd, SeenMachine } from '../observation.ts';
import { parseRemediation } from '../remediation-note.ts';
import type { Workload } from './examine-workload.ts';

/** A Machine's parts, and what it is seen against. */
export interface MachineContext {
  readonly now: Instant;
  readonly controlPlane: DeepReadonly<KubeadmControlPlane>;
  readonly cluster: string;
  readonly initialized: boolean;
  readonly stackedEtcd: boolean;
  readonly workload: Workload;
  readonly etcd: SeenEtcd;
  readonly memory: Memory;
}

/** One Machine as decisions see it. */
export function seeMachine(
  machine: DeepReadonly<Machine>,
  config: DeepReadonly<KubeadmConfig> | undefined,
  infrastructure: DeepReadonly<UnstructuredObject> | undefined,
  context: MachineContext,
): SeenMachine {
  const { status, spec, metadata } = machine;
  const deletingSince = parseInstant(metadata.deletionTimestamp ?? '');
  const node = status?.nodeRef?.name;
  const hooks = Object.keys(metadata.annotations ?? {}).filter((name) => name.startsWith(hookPrefixes.preTerminate));
  const health = machineHealth({
    stackedEtcd: context.stackedEtcd,
    initialized: context.initialized,
    deleting: deletingSince !== undefined,
    nodeName: node,
    node: node === undefined ? undefined : context.workload.nodes.get(node),
    taintExpected: expectsTaint(machine, config),
    pods: context.workload.pods,
    etcd: context.etcd,
    workload: context.workload.seen.kind,
    silent: context.workload.seen.kind === 'disconnected' && context.workload.seen.silent,
    stored: status?.conditions ?? [],
  });
  return {
    name: metadata.name,
    createdAt: parseInstant(metadata.creationTimestamp ?? '') ?? instant(0),
    ...(deletingSince === undefined ? {} : { deletingSince }),
    ...(node === undefined ? {} : { node }),
    ...(spec.providerID === undefined ? {} : { providerID: spec.providerID }),
    ...(spec.failureDomain === undefined ? {} : { failureDomain: spec.failureDomain }),
    version: spec.version ?? '',
    ...(status?.nodeInfo?.kubeletVersion === undefined ? {} : { kubeletVersion: status.nodeInfo.kubeletVersion }),
    outdated: seeOutdated(machine, config, infrastructure, context),
    markedForDeletion: metadata.annotations?.[annotations.deleteMachine] !== undefined,
    markedForRemediation: metadata.annotations?.[annotations.remediateMachine] !== undefined,
    healthCheck: seeHealthCheck(machine),
    ...seeRemediationFor(machine),
    hooked: hooks.includes(controlPlaneCleanupHook),
    otherHooks: waitsForOtherHooks(context.controlPlane.spec.version) ? hooks.filter((hook) => hook !== controlPlaneCleanupHook) : [],
    awaitsHooks: conditionIs(machine, 'Deleting', 'WaitingForPreTerminateHook'),
    missing: missingParts(machine, config, infrastructure),
    drifted: driftOf(machine, config, infrastructure, context),
    certificateExpiryUnknown:
      node !== undefined &&
      config !== undefined &&
      config.metadata.annotations?.[annotations.certificatesExpiry] === undefined &&
      health.APIServerPodHealthy?.status === 'True',
    health,
    conditions: status?.conditions ?? [],
  };
}

/** A health check asks for a replacement with two conditions; what it takes back of them alone is not for us. */
function seeHealthCheck({ status }: DeepReadonly<Machine>): SeenMachine['healthCheck'] {
  if (!isFalse(status?.conditions, 'OwnerRemediated')) return 'none';
  if (isFalse(status?.conditions, 'HealthCheckSucceeded')) return 'unhealthy';
  return isTrue(status?.conditions, 'HealthCheckSucceeded') ? 'recovered' : 'none';
}

function seeRemediationFor({ metadata }: DeepReadonly<Machine>): Pick<SeenMachine, 'remediationFor'> {
  const remediationFor = parseRemediation(metadata.annotations?.[annotations.remediationFor]);
  return remediationFor === undefined ? {} : { remediationFor };
}

function seeOutdated(
  machine: DeepReadonly<Machine>,
  config: DeepReadonly<KubeadmConfig> | undefined,
  infrastructure: DeepReadonly<UnstructuredObject> | undefined,
  { now, controlPlane }: MachineContext,
): readonly string[] {
  const { rollout, version, kubeadmConfigSpec, machineTemplate } = controlPlane.spec;
  return outdatedReasons(
    {
      createdAt: parseInstant(machine.metadata.creationTimestamp ?? '') ?? now,
      version: machine.spec.version,
      certificatesExpireAt: parseInstant(machine.status?.certificatesExpiryDate ?? ''),
      config: config === undefined ? undefined : { spec: config.spec },
      clonedFrom:
        infrastructure === undefined
          ? undefined
          : {
              name: infrastructure.metadata.annotations?.[annotations.clonedFromName],
              groupKind: infrastructure.metadata.annotations?.[annotations.clonedFromGroupKind],
            },
    },
    {
      now,
      version,
      configSpec: kubeadmConfigSpec,
      infrastructureRef: machineTemplate.spec.infrastructureRef,
      rolloutAfter: parseInstant(rollout?.after ?? ''),
      certificatesExpiryDays: rollout?.before?.certificatesExpiryDays,
    },
  );
}

/** A part that once did its work and is gone now was taken away by somebody; only what never did is half made. */
function missingParts(
  machine: DeepReadonly<Machine>,
  config: DeepReadonly<KubeadmConfig> | undefined,
  infrastructure: DeepReadonly<UnstructuredObject> | undefined,
): readonly MachinePart[] {
  const done = machine.status?.initialization;
  const missing: MachinePart[] = [];
  if (config === undefined && done?.bootstrapDataSecretCreated !== true && machine.spec.bootstrap.dataSecretName === undefined) {
    missing.push('config');
  }
  if (infrastructure === undefined && done?.infrastructureProvisioned !== true) missing.push('infrastructure');
  return missing;
}

/** kubeadm taints control-plane Nodes unless it was told another list; a Machine may ask for the taint as well. */
function expectsTaint(machine: DeepReadonly<Machine>, config: DeepReadonly<KubeadmConfig> | undefined): boolean {
  const lists = (taints: readonly { readonly key: string; readonly effect: string }[] | undefined): boolean =>
    taints?.some((taint) => taint.key === controlPlaneRole && taint.effect === 'NoSchedule') === true;
  if (lists(machine.spec.taints)) return true;
  if (config === undefined) return false;
  const { joinConfiguration, initConfiguration } = config.spec ?? {};
  const registration = (joinConfiguration?.controlPlane === undefined ? initConfiguration : joinConfiguration)?.nodeRegistration;
  return registration?.taints === undefined || lists(registration.taints);
}

const conditionIs = (machine: DeepReadonly<Machine>, type: string, reason: string): boolean =>
  machine.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True' && condition.reason === reason) ===
  true;

/** From 1.31 on, kubelets of the control plane depend on their own API server, so etcd leaves after everybody else is done. */
function waitsForOtherHooks(version: string): boolean {
  const parsed = parseKubernetesVersion(version);
  return parsed === undefined || parsed.major > 1 || parsed.minor >= 31;
}
