import type { LegacyCondition } from '@capi/api';
import { legacyFalse, legacyMirror, legacySummary, legacyTrue, setLegacyConditions, type LegacyVerdict } from '@capi/conditions';

import { asLegacy } from '../../../external/mirrored.ts';
import type { Observation } from '../observation.ts';
import { controlPlaneInitialized } from './provider-conditions.ts';

/**
 * The conditions of the v1beta1 API, for clients that still read them.
 * @see upstream v1.14.0 core/reconcilers/cluster (behaviour)
 */
export function legacyConditions(seen: Observation): LegacyCondition[] {
  const before = seen.cluster.status?.deprecated?.v1beta1?.conditions;
  const parts = [...infrastructure(seen), ...controlPlane(seen), ...initialized(seen)];
  const ready = legacySummary(parts, { of: ['ControlPlaneReady', 'InfrastructureReady'] });
  return setLegacyConditions(before, ready === undefined ? parts : [...parts, ready], seen.now);
}

const isDeleting = ({ cluster }: Observation): boolean => cluster.metadata.deletionTimestamp !== undefined;

function infrastructure(seen: Observation): readonly LegacyVerdict[] {
  const found = seen.infrastructure;
  if (found.state === 'none') return isDeleting(seen) ? [] : [legacyTrue('InfrastructureReady')];
  if (found.state === 'missing') return isDeleting(seen) ? [legacyFalse('InfrastructureReady', 'Deleted', 'Info')] : [];
  if (found.state !== 'found') return [];
  const reason = isDeleting(seen) ? 'Deleting' : 'WaitingForInfrastructure';
  return [legacyMirror('InfrastructureReady', asLegacy(found.ready), { holds: found.provisioned, reason, severity: 'Info' })];
}

function controlPlane(seen: Observation): readonly LegacyVerdict[] {
  const found = seen.controlPlane;
  if (found.state === 'missing') return isDeleting(seen) ? [legacyFalse('ControlPlaneReady', 'Deleted', 'Info')] : [];
  if (found.state !== 'found') return [];
  const reason = isDeleting(seen) ? 'Deleting' : 'WaitingForControlPlane';
  return [legacyMirror('ControlPlaneReady', asLegacy(found.ready), { holds: found.initialized, reason, severity: 'Info' })];
}

function initialized(seen: Observation): readonly LegacyVerdict[] {
  const type = 'ControlPlaneInitialized';
  const isDone =
    seen.cluster.status?.deprecated?.v1beta1?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ??
    false;
  if (isDone || controlPlaneInitialized(seen).status === 'True') return [legacyTrue(type)];
  if (isDeleting(seen)) return [];
  return [
    seen.controlPlane.state === 'none'
      ? legacyFalse(type, 'MissingNodeRef', 'Info', 'Waiting for the first control plane machine to have its status.nodeRef set')
      : legacyFalse(
          type,
          'WaitingForControlPlaneProviderInitialized',
          'Info',
          'Waiting for control plane provider to indicate the control plane has been initialized',
        ),
  ];
}
