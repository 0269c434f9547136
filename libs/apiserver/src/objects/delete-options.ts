import type { UserInfo } from '../authentication/user-info.ts';
import { badRequest, invalid } from '../errors/status-error.ts';
import type { ApiRequest } from '../routes/api-request.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import { readBody } from './read-object.ts';
import { isDryRun } from './write-options.ts';

/** How an object is to be deleted. */
export interface DeleteOptions {
  readonly dryRun: boolean;
  /** Only when the object is still this one. */
  readonly preconditions: { readonly uid?: string; readonly resourceVersion?: string };
  /** What becomes of what the object owns; undefined leaves it to the object's finalizers, else background. */
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Who deletes; absent for the server itself where it asks no webhook. */
  readonly user?: UserInfo;
  /** As webhooks are told: the options of the request, without their kind. */
  readonly requested?: JsonObject;
  /** What the client should be told although the deletion succeeds. */
  readonly warnings?: string[];
  /** All objects of a collection are being deleted. */
  readonly collection?: boolean;
}

const policies = ['Background', 'Foreground', 'Orphan'] as const;

/** Reads `DeleteOptions` from the body, and from the query where the body does not say. */
export function parseDeleteOptions(request: ApiRequest): DeleteOptions {
  const body = request.body.trim() === '' ? {} : readBody(request);
  if (!isObject(body)) throw badRequest('DeleteOptions: an object is expected');
  const { query } = request;
  const preconditions = isObject(body['preconditions']) ? body['preconditions'] : {};
  const propagationPolicy = choosePolicy(
    body['propagationPolicy'] ?? query.get('propagationPolicy'),
    body['orphanDependents'] ?? query.get('orphanDependents'),
  );
  const { kind: _kind, apiVersion: _apiVersion, ...requested } = body;
  return {
    user: request.user,
    requested,
    warnings: request.warnings ?? [],
    dryRun: isDryRun([...((body['dryRun'] as string[] | undefined) ?? []), ...query.getAll('dryRun')]),
    preconditions,
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
  };
}

function choosePolicy(policy: unknown, orphan: unknown): DeleteOptions['propagationPolicy'] {
  if (policy === undefined || policy === null || policy === '') {
    // The old way to say it; true and false are as good as texts.
    if (orphan === undefined || orphan === null) return undefined;
    return String(orphan as boolean | string) === 'true' ? 'Orphan' : 'Background';
  }
  const known = policies.find((name) => name === policy);
  if (known !== undefined) return known;
  const message = `Unsupported value: ${JSON.stringify(policy)}: supported values: "Foreground", "Background", "Orphan", "nil"`;
  throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions', name: '' }, [
    { reason: 'FieldValueNotSupported', field: 'propagationPolicy', message },
  ]);
}
