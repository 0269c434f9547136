import { apiVersionOf } from '@capi/api';

import { waitFor, type Steps } from '../background/steps.ts';
import { forbidden, StatusError } from '../errors/status-error.ts';
import { newUid } from '../objects/object-uid.ts';
import { subjectOf } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import { selectsLabels } from '../selectors/structured-selector.ts';
import type { ServerContext } from '../server-context.ts';
import { WebhookFailure } from '../webhooks/webhook-client.ts';
import type { Attributes, Versioned } from './attributes.ts';
import { isExempt, type Hook } from './hooks.ts';
import { verdictOf } from './match-conditions.ts';
import { admissionRequest, readAnswer, uncallable, type AdmissionAnswer } from './review.ts';
import { askedAbout, type Asked } from './rules.ts';

/** The states of the object that a write leads from and to. */
export interface States {
  /** Absent on DELETE. */
  readonly object?: Versioned;
  /** Absent on CREATE. */
  readonly old?: Versioned;
}

/** A review that is ready to be sent. */
export interface Question {
  readonly hook: Hook;
  readonly asked: Asked;
  readonly request: JsonObject;
}

/**
 * What to ask a webhook about a write; undefined when the write is none of its business.
 * @throws StatusError 403 when its conditions cannot be evaluated, 400 when it does not take dry runs
 */
export function* questionFor(context: ServerContext, hook: Hook, attributes: Attributes, states: States): Steps<Question | undefined> {
  const { endpoint } = attributes;
  if (isExempt(endpoint.resource) || !isInNamespace(context, hook, attributes, states) || !hasLabels(hook, states)) return undefined;
  const versions = hook.exact ? [endpoint.resource] : context.registry.versionsOf(endpoint.storage);
  const asked = askedAbout(hook.rules, attributes, versions);
  if (asked === undefined) return undefined;
  const apiVersion = apiVersionOf(asked);
  const object = states.object === undefined ? null : yield* states.object.in(apiVersion);
  const oldObject = states.old === undefined ? null : yield* states.old.in(apiVersion);
  const request = admissionRequest(attributes, asked, newUid(context.random), { object, oldObject });
  if (hook.conditions.length > 0) {
    const verdict = verdictOf(hook.conditions, { object, oldObject, request });
    if ('failure' in verdict) {
      if (hook.ignoresFailure) return undefined;
      throw forbidden(subjectOf(endpoint, attributes.name), verdict.failure);
    }
    if (!verdict.matches) return undefined;
  }
  if (attributes.dryRun && !hook.takesDryRun) {
    throw new StatusError(400, 'BadRequest', `admission webhook ${JSON.stringify(hook.name)} does not support dry run`);
  }
  return { hook, asked, request };
}

/** Cluster-scoped objects are in every namespace, but for namespaces: those are in themselves. */
function isInNamespace({ storage }: ServerContext, { namespaceSelector }: Hook, attributes: Attributes, { object, old }: States): boolean {
  if (namespaceSelector === undefined) return true;
  const { endpoint, namespace, subresource } = attributes;
  const isNamespace = endpoint.storage === 'namespaces';
  if (isNamespace && subresource === undefined) return selectsLabels(namespaceSelector, (object ?? old)?.labels);
  if (namespace === undefined) return true;
  return selectsLabels(namespaceSelector, storage.get('namespaces', namespace)?.object.metadata.labels);
}

/** Either state may have the labels, so that taking them away is no way around a webhook. */
const hasLabels = ({ objectSelector }: Hook, { object, old }: States): boolean =>
  objectSelector === undefined || [object, old].some((state) => state !== undefined && selectsLabels(objectSelector, state.labels));

/**
 * Asks a webhook.
 * @returns undefined when it cannot be asked and that does not matter
 * @throws StatusError 500 when it cannot be asked and that does matter
 */
export async function ask(
  { webhookClient }: Pick<ServerContext, 'webhookClient'>,
  { hook, request }: Question,
  mutating: boolean,
): Promise<AdmissionAnswer | undefined> {
  const review = { kind: 'AdmissionReview', apiVersion: `admission.k8s.io/${hook.reviewVersion}`, request };
  try {
    const answer = await webhookClient.call(hook.clientConfig, review, hook.timeout);
    return readAnswer(answer, request['uid'] as string, hook, mutating);
  } catch (error) {
    if (!(error instanceof WebhookFailure)) throw error;
    if (hook.ignoresFailure) return undefined;
    throw uncallable(hook, `failed to call webhook: ${error.message}`);
  }
}

/** Asks within steps, and passes on what the writer is to be told. */
export function* askOne(context: ServerContext, attributes: Attributes, question: Question): Steps<AdmissionAnswer | undefined> {
  const answer = yield* waitFor(ask(context, question, true));
  attributes.warnings.push(...(answer?.warnings ?? []));
  return answer;
}
