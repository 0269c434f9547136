import { gateOff, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type ClusterClass } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import { validateClass, validateCompatible, validateUses } from '@capi/topology';

import type { CorePorts } from '../ports.ts';

/** What a ClusterClass may be, what may become of it while Clusters use it, and that it stays as long as one does. */
export async function validateClusterClass(
  { operation, object, before, gates }: Admission<ClusterClass>,
  ports: CorePorts,
  signal: AbortSignal,
): Promise<Ruling> {
  if (operation === 'DELETE') return refuseWhileUsed(object, ports, signal);
  if (!gates.enabled('ClusterTopology')) return gateOff('ClusterTopology');
  const now = draftOf(object).spec ?? {};
  const old = before === undefined ? undefined : (draftOf(before).spec ?? {});
  const found = validateClass(now, gates);
  if (old === undefined) return { findings: found };
  const users = await ports.listClustersOf(object.metadata, signal);
  return { findings: [...found, ...validateCompatible(now, old), ...validateUses(now, old, users)] };
}

const shown = 3;

async function refuseWhileUsed({ metadata }: DeepReadonly<ClusterClass>, ports: CorePorts, signal: AbortSignal): Promise<Ruling> {
  const users = await ports.listClustersOf(metadata, signal);
  if (users.length === 0) return { findings: [] };
  const names = users.map((cluster) => `${cluster.metadata.namespace}/${cluster.metadata.name}`).toSorted();
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  const message = `ClusterClass cannot be deleted because it is used by ${names.length} Clusters: ${names.slice(0, shown).join(', ')}${more}`;
  return { findings: [], denial: { status: 403, message } };
}
