import { equalJson, type JsonObject } from '../schema/json.ts';

/**
 * Whether the user's wish changed: anything but metadata, and but status where that has its own endpoint.
 * @see Kubernetes API conventions, "metadata.generation"
 */
export function wishChanged(before: JsonObject, after: JsonObject, hasStatus: boolean): boolean {
  return !equalJson(wish(before, hasStatus), wish(after, hasStatus));
}

function wish({ metadata: _metadata, apiVersion: _apiVersion, ...rest }: JsonObject, hasStatus: boolean): JsonObject {
  if (!hasStatus) return rest;
  const { status: _status, ...spec } = rest;
  return spec;
}
