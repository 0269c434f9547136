import { labels as labelNames } from '@capi/api';
import { withOwner } from '@capi/owner-references';
import { isSameJson } from '@capi/seams';

import type { SeenReference } from '../../../external/seen-reference.ts';
import { clusterOwner } from '../../../external/template-adoptions.ts';
import type { Observation, SeenMetadata } from '../observation.ts';
import type { Adoption } from './plan.ts';

/**
 * The infrastructure and the control plane belong to the Cluster and carry its name. Only a Cluster with a topology controls
 * them; otherwise another tool may.
 * @see upstream v1.14.0 core/reconcilers/cluster (behaviour)
 */
export const adoptions = (seen: Observation): readonly Adoption[] => [
  ...adoption(seen, 'infrastructure', seen.infrastructure),
  ...adoption(seen, 'controlPlane', seen.controlPlane),
];

function adoption({ cluster }: Observation, of: Adoption['of'], reference: SeenReference<SeenMetadata>): readonly Adoption[] {
  if (reference.state !== 'found' || reference.deleting) return [];
  const owner = clusterOwner(cluster);
  const isControlled = cluster.spec?.topology !== undefined;
  const ownerReferences = withOwner(
    reference.ownerReferences,
    isControlled ? { ...owner, controller: true, blockOwnerDeletion: true } : owner,
  );
  const labels = { ...reference.labels, [labelNames.clusterName]: cluster.metadata.name };
  const isRight = isSameJson(labels, reference.labels) && isSameJson(ownerReferences, reference.ownerReferences);
  return isRight ? [] : [{ of, labels, ownerReferences }];
}
