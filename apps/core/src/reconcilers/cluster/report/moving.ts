import type { Verdict } from '@capi/api';
import { aggregate, type Source } from '@capi/conditions';
import { isOwnedBy } from '@capi/owner-references';

import { clusterOwner } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';

type Moving = 'RollingOut' | 'ScalingUp' | 'ScalingDown';

/**
 * Whether anything of the Cluster is rolled out or scaled: its control plane, its deployments, and (they cannot roll out) sets of
 * its own. A control plane that says nothing about it is not asked.
 */
export function moving<Type extends Moving>(type: Type, seen: Observation): Verdict<Type> {
  if (seen.controlPlane.state === 'unreadable') return { type, status: 'Unknown', reason: 'InternalError', message: seen.controlPlane.why };
  const sources = [...controlPlane(seen, type), ...workers(seen, type)];
  if (sources.length === 0) return { type, status: 'False', reason: `Not${type}` };
  return aggregate(type, sources, { of: type, negative: true, reasons: { issue: type, unknown: `${type}Unknown`, info: `Not${type}` } });
}

function controlPlane({ cluster, controlPlane: seen }: Observation, type: Moving): readonly Source[] {
  const reference = cluster.spec?.controlPlaneRef;
  if (seen.state !== 'found' || reference === undefined || !seen.moving.some((condition) => condition.type === type)) return [];
  return [{ kind: reference.kind, name: reference.name, conditions: seen.moving }];
}

function workers({ cluster, descendants }: Observation, type: Moving): readonly Source[] {
  const deployments = descendants.machineDeployments.map(({ kind, metadata, status }) => ({
    kind,
    name: metadata.name,
    conditions: status?.conditions,
  }));
  if (type === 'RollingOut') return deployments;
  const owner = clusterOwner(cluster);
  const sets = descendants.machineSets.filter(({ metadata }) => isOwnedBy(metadata.ownerReferences, owner));
  return [...deployments, ...sets.map(({ kind, metadata, status }) => ({ kind, name: metadata.name, conditions: status?.conditions }))];
}

/** Whether the deployments have enough Machines; a Cluster without any has. */
export function workersAvailable({ descendants }: Observation): Verdict<'WorkersAvailable'> {
  const type = 'WorkersAvailable';
  if (descendants.machineDeployments.length === 0) return { type, status: 'True', reason: 'NoWorkers' };
  const sources = descendants.machineDeployments.map(({ kind, metadata, status }) => ({
    kind,
    name: metadata.name,
    conditions: status?.conditions,
  }));
  return aggregate(type, sources, { of: 'Available', reasons: { issue: 'NotAvailable', unknown: 'AvailableUnknown', info: 'Available' } });
}
