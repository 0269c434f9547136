import { parseDeleteOptions } from '../objects/delete-options.ts';
import { deleteObject } from '../objects/delete.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { parseSelection } from '../selectors/selection.ts';
import type { ServerContext } from '../server-context.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { encodeList, encodeObject } from './encode.ts';
import { existing } from './get.ts';
import { selected } from './list.ts';
import type { Target } from './target.ts';

/** Deletes one object. */
export function remove(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  const current = existing(context, endpoint, target);
  const { entry, gone } = deleteObject(context, endpoint, current, parseDeleteOptions(request));
  if (!gone || endpoint.rules.answersDeletionWithObject === true) return encodeObject(endpoint, entry, request, context.clock.now());
  const { group, plural } = endpoint.resource;
  const { name, uid } = entry.object.metadata;
  return json(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(group === '' ? {} : { group }), kind: plural, uid },
  });
}

/** Deletes all objects that are selected. */
export function removeCollection(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  const options = parseDeleteOptions(request);
  const selection = parseSelection(endpoint, target.namespace, request.query);
  const deleted = selected(context, endpoint, selection).map((entry) => deleteObject(context, endpoint, entry, options).entry);
  return encodeList(endpoint, deleted, { resourceVersion: String(context.storage.revision) }, request, context.clock.now());
}
