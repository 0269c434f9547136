import type { Container } from '@capi/docker-engine';

import { clusterOf } from '../../backends/docker/names/labels.ts';
import { isOurs, type NodeOwner } from '../../backends/docker/names/ownership.ts';

/**
 * Whether a container is that of a machine. A machine names its container before it makes it, so a provider ID by itself proves nothing
 * about a container without labels of ours: somebody else may have been quicker. It does once others rely on the machine, as on one that
 * upstream's provider made.
 */
export function isOwn(container: Container, owner: NodeOwner, wasProvisioned: boolean): boolean {
  const { providerID: _named, ...unnamed } = owner;
  return isOurs(container, wasProvisioned || clusterOf(container.labels) !== undefined ? owner : unnamed);
}
