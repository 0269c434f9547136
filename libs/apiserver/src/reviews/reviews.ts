import { anonymous, type UserInfo } from '../authentication/user-info.ts';
import type { AccessRequest } from '../authorization/authorizer.ts';
import { readObject } from '../objects/read-object.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { json, type ApiRequest, type ApiResponse } from '../routes/api-request.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';

type Spec = JsonObject;
/** Answers a question: the status of the review. */
type Review = (context: ServerContext, spec: Spec, asker: UserInfo) => JsonObject | Promise<JsonObject>;

const whoAmI: Review = (_context, _spec, asker) => ({ userInfo: asker });
const mayI: Review = ({ authorize }, spec, asker) => ({ allowed: authorize(accessOf(asker, spec)) });

const mayThey: Review = ({ authorize }, spec) => {
  const user: UserInfo = {
    username: String((spec['user'] as string | undefined) ?? ''),
    groups: (spec['groups'] as readonly string[] | undefined) ?? [],
  };
  return { allowed: authorize(accessOf(user, spec)) };
};

/** What may be done in a namespace. An authorizer answers questions only, so the answer is all or what it does not rule out. */
const whatMayI: Review = ({ authorize }, _spec, user) => {
  const all = authorize({ user, verb: '*', resource: { group: '*', version: '*', plural: '*' } });
  return {
    resourceRules: all ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [],
    nonResourceRules: all ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : [],
    incomplete: !all,
  };
};

const whoseToken: Review = async ({ authenticate }, spec) => {
  const user = await authenticate({ bearerToken: String((spec['token'] as string | undefined) ?? '') });
  return user === undefined ? { authenticated: false, user: {}, error: 'the token is not known' } : { authenticated: true, user };
};

const reviews: Readonly<Record<string, Review>> = {
  'selfsubjectreviews.authentication.k8s.io': whoAmI,
  'tokenreviews.authentication.k8s.io': whoseToken,
  'selfsubjectaccessreviews.authorization.k8s.io': mayI,
  'subjectaccessreviews.authorization.k8s.io': mayThey,
  'localsubjectaccessreviews.authorization.k8s.io': mayThey,
  'selfsubjectrulesreviews.authorization.k8s.io': whatMayI,
};

/** Whether objects of this kind are questions, answered and not stored. */
export const isReview = (endpoint: Endpoint): boolean => reviews[endpoint.storage] !== undefined;

/** Answers a question about users and what they may do. */
export async function review(context: ServerContext, endpoint: Endpoint, request: ApiRequest): Promise<ApiResponse> {
  const question = readObject(endpoint, request, parseWriteOptions(request));
  const spec = isObject(question['spec']) ? question['spec'] : {};
  const status = await reviews[endpoint.storage]?.(context, spec, request.user);
  // A token is not sent back.
  const { token: _token, ...shown } = spec;
  return json(201, { ...question, metadata: question['metadata'] ?? {}, spec: shown, status });
}

function accessOf(user: UserInfo, spec: Spec): AccessRequest {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const resource = spec['resourceAttributes'];
  if (isObject(resource)) {
    return {
      user: user.username === '' ? anonymous : user,
      verb: text(resource['verb']),
      resource: {
        group: text(resource['group']),
        version: text(resource['version']),
        plural: text(resource['resource']),
        ...optional('namespace', resource['namespace']),
        ...optional('name', resource['name']),
        ...optional('subresource', resource['subresource']),
      },
    };
  }
  const bare = isObject(spec['nonResourceAttributes']) ? spec['nonResourceAttributes'] : {};
  return { user, verb: text(bare['verb']), path: text(bare['path']) };
}

const optional = <Key extends string>(key: Key, value: unknown): Partial<Record<Key, string>> =>
  typeof value === 'string' && value !== '' ? ({ [key]: value } as Record<Key, string>) : {};
