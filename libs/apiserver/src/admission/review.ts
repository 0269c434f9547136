import { StatusError, type StatusDetails } from '../errors/status-error.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import { WebhookFailure } from '../webhooks/webhook-client.ts';
import type { Attributes, GroupVersionKind } from './attributes.ts';
import type { Hook } from './hooks.ts';
import { kindOf, type Asked } from './rules.ts';

/** The objects of a write, in the version that a webhook is asked in. */
export interface ReviewedObjects {
  /** Null on DELETE. */
  readonly object: JsonObject | null;
  /** Null on CREATE. */
  readonly oldObject: JsonObject | null;
}

/** What an `AdmissionReview` asks. */
export function admissionRequest(attributes: Attributes, asked: Asked, uid: string, { object, oldObject }: ReviewedObjects): JsonObject {
  const { endpoint, subresource, ownKind, name, namespace, operation, user, dryRun, options } = attributes;
  const kind = (resource: GroupVersionKind): GroupVersionKind => kindOf(ownKind ?? resource);
  const resource = ({ group, version, plural }: Asked): JsonObject => ({ group, version, resource: plural });
  return {
    uid,
    kind: kind(asked),
    resource: resource(asked),
    ...(subresource === undefined ? {} : { subResource: subresource }),
    requestKind: kind(endpoint.resource),
    requestResource: resource(endpoint.resource),
    ...(subresource === undefined ? {} : { requestSubResource: subresource }),
    ...(name === undefined || name === '' ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    operation,
    userInfo: user,
    object,
    oldObject,
    dryRun,
    options,
  };
}

/** The answer to a review, checked. */
export interface AdmissionAnswer {
  readonly allowed: boolean;
  /** Why not, as a `metav1.Status`. */
  readonly result: JsonObject | undefined;
  /** A JSON patch; empty when nothing is to change. */
  readonly patch: readonly unknown[];
  readonly warnings: readonly string[];
}

/**
 * Reads what a webhook answered.
 * @throws WebhookFailure when it is no answer to this review
 */
export function readAnswer(answer: unknown, uid: string, { reviewVersion }: Hook, mutating: boolean): AdmissionAnswer {
  const apiVersion = `admission.k8s.io/${reviewVersion}`;
  if (!isObject(answer) || answer['kind'] !== 'AdmissionReview' || answer['apiVersion'] !== apiVersion) {
    throw new WebhookFailure(`expected webhook response of ${apiVersion}, Kind=AdmissionReview, got ${describeType(answer)}`);
  }
  const { response } = answer;
  if (!isObject(response)) throw new WebhookFailure('webhook response was absent');
  if (response['uid'] !== uid) {
    throw new WebhookFailure(`expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response['uid'] ?? '')}`);
  }
  const status = response['status'];
  return {
    allowed: response['allowed'] === true,
    result: isObject(status) ? status : undefined,
    patch: readPatch(response['patch'], response['patchType'], mutating),
    warnings: Array.isArray(response['warnings']) ? response['warnings'].map(String) : [],
  };
}

function readPatch(patch: unknown, type: unknown, mutating: boolean): readonly unknown[] {
  const isGiven = typeof patch === 'string' && patch !== '';
  if (!mutating) {
    if (isGiven || (type ?? null) !== null) throw new WebhookFailure('validating webhook response may not contain a patch');
    return [];
  }
  if (!isGiven) return [];
  if (type !== 'JSONPatch')
    throw new WebhookFailure(`webhook returned response.patch but not response.patchType, or not "JSONPatch": ${JSON.stringify(type)}`);
  try {
    const operations = JSON.parse(Buffer.from(patch, 'base64').toString()) as unknown;
    if (Array.isArray(operations)) return operations;
  } catch {
    // Said below.
  }
  throw new WebhookFailure('webhook returned a patch that is not a JSON patch');
}

const describeType = (answer: unknown): string =>
  isObject(answer) ? `${String(answer['apiVersion'] as string)}, Kind=${String(answer['kind'] as string)}` : 'no object';

/**
 * The refusal of a write by a webhook: what the webhook says, under its name. An answer that claims success is a failure all the same.
 * @see Kubernetes, apiserver/pkg/admission/plugin/webhook/errors (behaviour)
 */
export function denial({ name }: Hook, result: JsonObject | undefined): StatusError {
  const { code, reason, message, details } = (result ?? {}) as { code?: unknown; reason?: unknown; message?: unknown; details?: unknown };
  const deniedBy = `admission webhook ${JSON.stringify(name)} denied the request`;
  const why = [message, reason].find((text) => typeof text === 'string' && text !== '');
  return new StatusError(
    typeof code === 'number' && code >= 400 ? code : 400,
    typeof reason === 'string' ? reason : '',
    why === undefined ? `${deniedBy} without explanation` : `${deniedBy}: ${String(why as string)}`,
    isObject(details) ? (details as StatusDetails) : undefined,
  );
}

/** The refusal of a write because a webhook that has a say could not be asked. */
export function uncallable({ name }: Hook, why: string): StatusError {
  const message = `failed calling webhook ${JSON.stringify(name)}: ${why}`;
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}
