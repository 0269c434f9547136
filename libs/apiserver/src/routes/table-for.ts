import type { Instant } from '@capi/seams';

import type { Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Entry } from '../storage/entry.ts';
import { tableOf, type IncludeObject } from '../table/table-of.ts';
import type { ListMeta } from './list-meta.ts';

/** Objects as a `meta.k8s.io/v1` Table, as `kubectl get` shows them. */
export function tableFor(
  endpoint: Endpoint,
  entries: readonly Entry[],
  metadata: ListMeta,
  includeObject: IncludeObject,
  now: Instant,
): JsonObject {
  const objects = entries.map((entry) => entry.in(endpoint.apiVersion) as unknown as JsonObject);
  return tableOf(endpoint.resource, objects, { now, includeObject, metadata });
}
