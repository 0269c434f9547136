import type { Container } from '@capi/docker-engine';

import { clusterOf, dockerLabels } from '../names/labels.ts';
import { isOurs, type Owner } from '../names/ownership.ts';

/**
 * Containers that this provider made, and that no object owns any more: somebody took a finalizer away by force, or lost the management
 * cluster. A container without our labels is upstream's or kind's, of which we cannot tell.
 * @param owners of all objects that may own containers
 * @param namespace outside of which objects are not seen; absent: all are
 */
export function findOrphans(containers: readonly Container[], owners: readonly Owner[], namespace?: string): readonly Container[] {
  const uids = new Set(owners.map(({ uid }) => uid));
  const byCluster = Map.groupBy(owners, (owner) => `${owner.namespace}/${owner.cluster}`);
  return containers.filter((container) => {
    const uid = container.labels[dockerLabels.ownerUid];
    const named = clusterOf(container.labels);
    if (uid === undefined || named === undefined || uids.has(uid)) return false;
    if (namespace !== undefined && named.namespace !== namespace) return false;
    // After a move the UID is another one, and the object still points at its container.
    return !(byCluster.get(`${named.namespace}/${named.cluster}`) ?? []).some((owner) => isOurs(container, owner));
  });
}
