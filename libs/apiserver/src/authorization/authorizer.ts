import type { UserInfo } from '../authentication/user-info.ts';
import { StatusError } from '../errors/status-error.ts';

/** What somebody wants to do. */
export interface AccessRequest {
  readonly user: UserInfo;
  /** `get`, `list`, `create`, …; the method in lower case for a path that is no resource. */
  readonly verb: string;
  /** Of a resource; absent for a bare path. */
  readonly resource?: {
    readonly group: string;
    readonly version: string;
    readonly plural: string;
    readonly namespace?: string | undefined;
    readonly name?: string | undefined;
    readonly subresource?: string | undefined;
  };
  /** Of a request that is about no resource: `/healthz`. */
  readonly path?: string;
}

/** Says whether a request may be carried out. */
export type Authorizer = (request: AccessRequest) => boolean;

/** Paths that everybody may read, as Kubernetes' role `system:public-info-viewer` says. */
const publicPaths = new Set(['/healthz', '/livez', '/readyz', '/version', '/version/']);

/** Everybody who has proved who they are may do everything. */
export const allowAuthenticated: Authorizer = ({ user, path }) =>
  user.username !== 'system:anonymous' || (path !== undefined && publicPaths.has(path));

/** The refusal of a request that is not allowed. */
export function notAllowed({ user, verb, resource, path }: AccessRequest): StatusError {
  const who = `User ${JSON.stringify(user.username)} cannot ${verb}`;
  if (resource === undefined) return new StatusError(403, 'Forbidden', `forbidden: ${who} path ${JSON.stringify(path ?? '')}`, {});
  const { group, plural, namespace, name, subresource } = resource;
  const kind = group === '' ? plural : `${plural}.${group}`;
  const what = subresource === undefined ? plural : `${plural}/${subresource}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const named = name === undefined ? kind : `${kind} ${JSON.stringify(name)}`;
  const details = { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural };
  const message = `${named} is forbidden: ${who} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`;
  return new StatusError(403, 'Forbidden', message, details);
}
