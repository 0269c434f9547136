import type { Verdict } from '@capi/api';
import { find, legacyFalse, legacySummary, legacyTrue, type LegacyVerdict } from '@capi/conditions';

import type { Observation } from '../observation.ts';

const types = ['ContainerProvisioned', 'BootstrapExecSucceeded'] as const;

/**
 * The conditions of v1beta1. Upstream never says there that a container is provisioned or bootstrapped, so that a machine which once waited
 * is not ready for good; these two follow the new conditions, under reasons that upstream has declared.
 */
export function legacyOf(
  former: readonly LegacyVerdict[] | undefined,
  verdicts: readonly Verdict[],
  { wasProvisioned }: Observation,
): readonly LegacyVerdict[] {
  const container = find(verdicts, 'ContainerProvisioned');
  if (container === undefined) return [];
  const legacy = [containerOf(container, wasProvisioned), ...bootstrapOf(container, find(verdicts, 'BootstrapCompleted'))];
  const replaced = new Set(legacy.map(({ type }) => type));
  const all = [...(former ?? []).filter(({ type }) => !replaced.has(type)), ...legacy];
  const ready = legacySummary(all, { of: types, isCounting: !wasProvisioned });
  return ready === undefined ? legacy : [...legacy, ready];
}

function containerOf({ status, reason, message }: Verdict, wasProvisioned: boolean): LegacyVerdict {
  if (status === 'True') return legacyTrue('ContainerProvisioned');
  const held = holds[reason];
  if (held !== undefined) return legacyFalse('ContainerProvisioned', held, 'Info', message);
  return wasProvisioned
    ? legacyFalse('ContainerProvisioned', 'ContainerDeleted', 'Error', message)
    : legacyFalse('ContainerProvisioned', 'ContainerProvisioningFailed', 'Warning', message);
}

const holds: Readonly<Record<string, string>> = {
  WaitingForClusterInfrastructureReady: 'WaitingForClusterInfrastructure',
  WaitingForControlPlaneInitialized: 'WaitingForBootstrapData',
  WaitingForBootstrapData: 'WaitingForBootstrapData',
  Deleting: 'Deleting',
};

/** Nothing before there is a container. */
function bootstrapOf(container: Verdict, bootstrap: Verdict | undefined): readonly LegacyVerdict[] {
  if (bootstrap === undefined || container.status !== 'True') return [];
  if (bootstrap.status === 'True') return [legacyTrue('BootstrapExecSucceeded')];
  return bootstrap.reason === 'Failed' || bootstrap.reason === 'NotCompleted'
    ? [legacyFalse('BootstrapExecSucceeded', 'BootstrapFailed', 'Warning', bootstrap.message)]
    : [legacyFalse('BootstrapExecSucceeded', 'Bootstrapping', 'Info')];
}
