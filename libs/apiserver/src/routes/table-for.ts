import type { Instant } from '@capi/seams';

import type { Endpoint } from '../registry/endpoint.ts';
import type { Entry } from '../storage/entry.ts';
import type { ListMeta } from './encode.ts';

/** Objects as a `meta.k8s.io/v1` Table, as `kubectl get` shows them. */
export function tableFor(
  _endpoint: Endpoint,
  entries: readonly Entry[],
  metadata: ListMeta,
  _includeObject: 'Metadata' | 'Object' | 'None',
  _now: Instant,
): unknown {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: [{ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 }],
    rows: entries.map((entry) => ({ cells: [entry.object.metadata.name], object: JSON.parse(entry.metadataJson()) as unknown })),
  };
}
