import { seconds } from '@capi/seams';

import { StatusError } from '../errors/status-error.ts';
import { whyNotLabelValue, whyNotQualifiedName } from '../objects/names.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { StoredObject } from '../storage/entry.ts';
import { WebhookFailure, type WebhookClient, type WebhookClientConfig } from '../webhooks/webhook-client.ts';

/** `spec.conversion.webhook` of a CRD. */
export interface WebhookConversion {
  readonly clientConfig?: WebhookClientConfig;
  readonly conversionReviewVersions: readonly string[];
}

/** Turns objects of a kind into one of its versions, all by one review; what is in that version already is not sent. */
export type ConvertObjects = (objects: readonly StoredObject[], apiVersion: string) => Promise<readonly StoredObject[]>;

/** How long a conversion may take, as in Kubernetes. */
const timeout = seconds(30);

/** Versions of the review that this server speaks, in the order of Kubernetes. */
export const spokenReviews: readonly string[] = ['v1', 'v1beta1'];

/** What converting takes from the server. */
export interface ConversionPorts {
  readonly client: WebhookClient;
  readonly newUid: () => string;
  /** Takes away what the version does not know. */
  readonly prune: (object: JsonObject, apiVersion: string) => JsonObject;
}

/**
 * The conversion of a CRD with strategy `Webhook`.
 * @throws StatusError 500 when the webhook cannot be asked, refuses, or changes what a conversion may not change
 */
export function conversionWebhook(conversion: WebhookConversion, { client, newUid, prune }: ConversionPorts): ConvertObjects {
  return async (objects, apiVersion) => {
    const foreign = objects.filter((object) => object.apiVersion !== apiVersion);
    const [first] = foreign;
    if (first === undefined) return objects;
    try {
      const uid = newUid();
      const review = conversionReview(conversion, uid, foreign, apiVersion);
      const answer = await client.call(conversion.clientConfig ?? {}, review, timeout);
      const converted = convertedObjects(answer, uid, foreign.length);
      const accepted = new Map(
        foreign.map((object, index) => [object, prune(accept(object, converted[index], index, apiVersion), apiVersion)] as const),
      );
      return objects.map((object) => (accepted.get(object) as StoredObject | undefined) ?? object);
    } catch (error) {
      if (error instanceof WebhookFailure) throw failure(first, 'failed', error.message);
      if (error instanceof Unacceptable) throw failure(first, 'returned invalid answer', error.message);
      throw error;
    }
  };
}

/** Why what the webhook answered cannot be taken for a conversion. */
class Unacceptable extends Error {}

/** A 500 without a reason, as storage errors of Kubernetes have none. */
function failure({ apiVersion, kind }: StoredObject, what: string, why: string): StatusError {
  return new StatusError(500, '', `conversion webhook for ${apiVersion}, Kind=${kind} ${what}: ${why}`);
}

function conversionReview(
  { conversionReviewVersions }: WebhookConversion,
  uid: string,
  objects: readonly StoredObject[],
  desiredAPIVersion: string,
): JsonObject {
  const version = conversionReviewVersions.find((name) => spokenReviews.includes(name)) ?? 'v1';
  return { kind: 'ConversionReview', apiVersion: `apiextensions.k8s.io/${version}`, request: { uid, desiredAPIVersion, objects } };
}

function convertedObjects(answer: unknown, uid: string, count: number): readonly unknown[] {
  const response = isObject(answer) ? answer['response'] : undefined;
  if (!isObject(answer) || answer['kind'] !== 'ConversionReview' || !isObject(response)) {
    throw new Unacceptable('it is not a ConversionReview with a response');
  }
  if (response['uid'] !== uid)
    throw new Unacceptable(`expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response['uid'])}`);
  const result = isObject(response['result']) ? response['result'] : {};
  if (result['status'] !== 'Success') {
    throw new WebhookFailure(
      typeof result['message'] === 'string' && result['message'] !== '' ? result['message'] : 'the webhook gives no reason',
    );
  }
  const converted: readonly unknown[] = Array.isArray(response['convertedObjects']) ? response['convertedObjects'] : [];
  if (converted.length !== count) throw new Unacceptable(`it holds ${converted.length} objects, expected ${count}`);
  return converted;
}

/** Metadata stays what it was, but for labels and annotations: who an object is, is none of a conversion's business. */
function accept(original: StoredObject, converted: unknown, index: number, apiVersion: string): JsonObject {
  const refuse = (why: string): Error => new Unacceptable(`converted object at index ${index}: ${why}`);
  if (!isObject(converted)) throw refuse('it is not an object');
  if (converted['apiVersion'] !== apiVersion) {
    throw refuse(`invalid groupVersion (expected ${apiVersion}, received ${String(converted['apiVersion'] as string)})`);
  }
  if (converted['kind'] !== original.kind) {
    throw refuse(`invalid kind (expected ${original.kind}, received ${String(converted['kind'] as string)})`);
  }
  const metadata = converted['metadata'];
  if (!isObject(metadata)) throw refuse('metadata is missing');
  const before = (original as { metadata?: JsonObject }).metadata ?? {};
  for (const field of ['name', 'namespace', 'uid']) {
    if ((metadata[field] ?? '') !== (before[field] ?? '')) throw refuse(`metadata.${field} was changed`);
  }
  const { labels: _labels, annotations: _annotations, ...rest } = before;
  const texts = (field: 'labels' | 'annotations'): JsonObject => {
    const given = metadata[field];
    if (given === undefined || given === null) return {};
    if (!isObject(given) || Object.values(given).some((value) => typeof value !== 'string'))
      throw refuse(`metadata.${field} is not a map of texts`);
    if (field === 'labels') for (const [key, value] of Object.entries(given)) requireLabel(key, value as string, refuse);
    return Object.keys(given).length === 0 ? {} : { [field]: given };
  };
  return { ...converted, metadata: { ...rest, ...texts('labels'), ...texts('annotations') } };
}

function requireLabel(key: string, value: string, refuse: (why: string) => Error): void {
  const why = whyNotQualifiedName(key) ?? whyNotLabelValue(value);
  if (why !== undefined) throw refuse(`metadata.labels[${key}]: ${why}`);
}
