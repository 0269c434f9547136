import { Cluster, type OwnerReference } from '@capi/api';
import { withOwner } from '@capi/owner-references';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { SeenReference } from './seen-reference.ts';
import type { SeenTemplate } from './seen-template.ts';

/** A template that should belong to the Cluster, so that it is moved and deleted with it. */
export interface TemplateAdoption {
  readonly of: 'bootstrap' | 'infrastructure';
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

/** The templates that do not name the Cluster as an owner yet. Objects whose kind is no template are left alone. */
export function templateAdoptions(
  templates: Readonly<Record<TemplateAdoption['of'], SeenReference<SeenTemplate>>>,
  cluster: DeepReadonly<Cluster>,
): readonly TemplateAdoption[] {
  return (['bootstrap', 'infrastructure'] as const).flatMap((of) => {
    const seen = templates[of];
    if (seen.state !== 'found' || !seen.template.kind.endsWith('Template')) return [];
    const before = seen.template.metadata.ownerReferences ?? [];
    const ownerReferences = withOwner(before, clusterOwner(cluster));
    return isSameJson(before, ownerReferences) ? [] : [{ of, ownerReferences }];
  });
}

/** A reference to the Cluster as an owner that does not control. */
export const clusterOwner = (cluster: DeepReadonly<Cluster>): OwnerReference => ({
  apiVersion: `${Cluster.group}/${Cluster.version}`,
  kind: Cluster.kind,
  name: cluster.metadata.name,
  uid: cluster.metadata.uid ?? '',
});
