import type { Endpoint } from '../registry/endpoint.ts';
import type { Entry } from '../storage/entry.ts';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';

/** Which objects of a kind a request is about. */
export interface Selection {
  readonly namespace?: string;
  /** Whether labels or fields narrow it. */
  readonly narrowed: boolean;
  /** Undefined when every object of the namespace is meant. */
  readonly selects: ((entry: Entry) => boolean) | undefined;
}

/** @throws StatusError 400 when a selector cannot be read */
export function parseSelection(endpoint: Endpoint, namespace: string | undefined, query: URLSearchParams, name?: string): Selection {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', endpoint.rules.selectable);
  const narrowed = labels !== undefined || fields !== undefined || name !== undefined;
  const selects = narrowed
    ? ({ object }: Entry): boolean =>
        (name === undefined || object.metadata.name === name) &&
        (labels === undefined || labels(object.metadata.labels)) &&
        (fields === undefined || fields(object))
    : undefined;
  return { ...(namespace === undefined ? {} : { namespace }), narrowed, selects };
}
