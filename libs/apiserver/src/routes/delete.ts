import { inSteps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { parseDeleteOptions } from '../objects/delete-options.ts';
import { deleteObject, type Deletion } from '../objects/delete.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { parseSelection } from '../selectors/selection.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { encodeList, encodeObject } from './encode.ts';
import { existing } from './get.ts';
import { selected } from './list.ts';
import type { Route } from './route.ts';
import { untilNobodyComesBetween } from './write.ts';

/** Deletes one object. */
export const remove: Route = inSteps(function* (context, endpoint, target, request) {
  const options = parseDeleteOptions(request);
  const { entry, gone } = yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), () =>
    deleteObject(context, endpoint, existing(context, endpoint, target), options),
  );
  yield* readableIn(endpoint, [entry], endpoint.apiVersion);
  return deletedAnswer(context, endpoint, { entry, gone }, request);
});

function deletedAnswer(context: ServerContext, endpoint: Endpoint, { entry, gone }: Deletion, request: ApiRequest): ApiResponse {
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
export const removeCollection: Route = inSteps(function* (context, endpoint, target, request) {
  const options = { ...parseDeleteOptions(request), collection: true };
  const selection = parseSelection(endpoint, target.namespace, request.query);
  const deleted: Entry[] = [];
  for (const { key } of selected(context, endpoint, selection)) {
    const entry = yield* untilNobodyComesBetween(subjectOf(endpoint), function* () {
      // It may have gone while webhooks were asked about others.
      const current = context.storage.get(endpoint.storage, key);
      return current === undefined ? undefined : (yield* deleteObject(context, endpoint, current, options)).entry;
    });
    if (entry !== undefined) deleted.push(entry);
  }
  yield* readableIn(endpoint, deleted, endpoint.apiVersion);
  return encodeList(endpoint, deleted, { resourceVersion: String(context.storage.revision) }, request, context.clock.now());
});
