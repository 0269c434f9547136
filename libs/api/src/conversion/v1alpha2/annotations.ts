import { objectIn, type Draft, type Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';

/** Annotations that had another key in v1alpha2: old key → today's key. */
export const renamed = {
  excludeNodeDraining: { 'machine.cluster.x-k8s.io.io/exclude-node-draining': 'machine.cluster.x-k8s.io/exclude-node-draining' },
  deleteMachine: { 'cluster.k8s.io/delete-machine': 'cluster.x-k8s.io/delete-machine' },
  deployment: {
    'machinedeployment.clusters.k8s.io/revision': 'machinedeployment.clusters.x-k8s.io/revision',
    'machinedeployment.clusters.k8s.io/revision-history': 'machinedeployment.clusters.x-k8s.io/revision-history',
    'machinedeployment.clusters.k8s.io/desired-replicas': 'machinedeployment.clusters.x-k8s.io/desired-replicas',
    'machinedeployment.clusters.k8s.io/max-replicas': 'machinedeployment.clusters.x-k8s.io/max-replicas',
  },
} as const;

type Keys = Readonly<Record<string, string>>;

/** Metadata with annotations renamed from key to value; where both are there, both are left alone. */
export function rename(metadata: Json, keys: Keys): Json {
  const annotations = objectIn(metadata['annotations']);
  if (annotations === undefined || !Object.keys(keys).some((key) => key in annotations)) return metadata;
  const entries = Object.entries(annotations).map(([key, value]) => {
    const other = keys[key];
    return [other === undefined || other in annotations ? key : other, value];
  });
  return { ...metadata, annotations: Object.fromEntries(entries) };
}

/** The same keys the other way round. */
export const reversed = (keys: Keys): Keys => Object.fromEntries(Object.entries(keys).map(([old, key]) => [key, old]));

/** Renames annotations of the object itself, in both directions. */
export function renamedAnnotations(keys: Keys): Mapping {
  const renameIn = (place: Draft, with_: Keys): void => {
    const metadata = objectIn(place['metadata']);
    if (metadata !== undefined) place['metadata'] = rename(metadata, with_);
  };
  const back = reversed(keys);
  return { up: (_old, hub) => renameIn(hub, keys), down: (_hub, old) => renameIn(old, back) };
}
