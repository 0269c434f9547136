import { seconds, type Duration } from '@capi/seams';

import type { JsonObject } from '../schema/json.ts';
import { selectsAll, type LabelSelectorFields } from '../selectors/structured-selector.ts';
import type { StorageEvent } from '../storage/history.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import type { WebhookClientConfig } from '../webhooks/webhook-client.ts';
import type { Attributes } from './attributes.ts';
import { compileCondition, type CompiledCondition, type MatchCondition } from './match-conditions.ts';
import { namesResource, type Rule } from './rules.ts';

/** One entry of `webhooks` of a configuration. What defaults fill in may still be absent in what was stored by others. */
export interface WebhookFields {
  readonly name: string;
  readonly clientConfig: WebhookClientConfig;
  readonly rules?: readonly Rule[];
  readonly failurePolicy?: string;
  readonly matchPolicy?: string;
  readonly namespaceSelector?: LabelSelectorFields;
  readonly objectSelector?: LabelSelectorFields;
  readonly sideEffects: string;
  readonly timeoutSeconds?: number;
  readonly reinvocationPolicy?: string;
  readonly admissionReviewVersions: readonly string[];
  readonly matchConditions?: readonly MatchCondition[];
}

/** A webhook that is to be asked about writes. */
export interface Hook {
  readonly name: string;
  readonly clientConfig: WebhookClientConfig;
  readonly rules: readonly Rule[];
  /** Is asked in the version of the request only. */
  readonly exact: boolean;
  /** Whether a write goes through when the webhook cannot be asked. */
  readonly ignoresFailure: boolean;
  /** Undefined when it is about all namespaces or objects. */
  readonly namespaceSelector: LabelSelectorFields | undefined;
  readonly objectSelector: LabelSelectorFields | undefined;
  readonly takesDryRun: boolean;
  readonly timeout: Duration;
  /** Is asked again when a later one changed the object. */
  readonly reinvoked: boolean;
  /** `v1`, or `v1beta1` when it knows nothing newer. */
  readonly reviewVersion: string;
  readonly conditions: readonly CompiledCondition[];
}

const mutatingResource = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';
const validatingResource = 'validatingwebhookconfigurations.admissionregistration.k8s.io';

/** Versions of the review that this server speaks. */
export const spokenReviews: readonly string[] = ['v1', 'v1beta1'];

/** What is written, as far as it tells which webhooks there are to ask. */
type Written = Pick<Attributes, 'endpoint' | 'subresource'>;

/**
 * The webhooks of all configurations, in the order of their names; follows every write of a configuration. Most writes are of no
 * webhook's business, and dozens of webhooks are installed: those of a resource are looked up, not searched for.
 */
export class Hooks {
  #mutating = new HooksByResource([]);
  #validating = new HooksByResource([]);

  /** Follows the configurations of this storage. */
  follow(storage: ObjectStorage): void {
    const read = (resource: string): HooksByResource =>
      new HooksByResource(
        storage
          .table(resource)
          .snapshot()
          .flatMap(({ object }) => ((object as { webhooks?: readonly WebhookFields[] }).webhooks ?? []).map(hookOf)),
      );
    this.#mutating = read(mutatingResource);
    this.#validating = read(validatingResource);
    storage.onWrite(({ resource }: StorageEvent) => {
      if (resource === mutatingResource) this.#mutating = read(mutatingResource);
      if (resource === validatingResource) this.#validating = read(validatingResource);
    });
  }

  /** Mutating webhooks that name what is written. */
  mutating(written: Written): readonly Hook[] {
    return this.#mutating.naming(written);
  }

  /** Validating webhooks that name what is written. */
  validating(written: Written): readonly Hook[] {
    return this.#validating.naming(written);
  }
}

class HooksByResource {
  readonly #all: readonly Hook[];
  readonly #naming = new Map<string, readonly Hook[]>();

  constructor(all: readonly Hook[]) {
    this.#all = all;
  }

  naming({ endpoint, subresource = '' }: Written): readonly Hook[] {
    const { plural } = endpoint.resource;
    const key = `${plural}/${subresource}`;
    const known = this.#naming.get(key);
    if (known !== undefined) return known;
    const found = this.#all.filter(({ rules }) => rules.some((rule) => namesResource(rule, plural, subresource)));
    this.#naming.set(key, found);
    return found;
  }
}

/** Webhooks are not asked about webhooks, or nobody could repair a broken one. */
export const isExempt = ({ group, plural }: { readonly group: string; readonly plural: string }): boolean =>
  group === 'admissionregistration.k8s.io' && exempt.has(plural);
const exempt = new Set([
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
]);

/** How long a webhook may take when its configuration does not say. */
const defaultTimeoutSeconds = 10;

function hookOf(fields: WebhookFields): Hook {
  const narrowed = (selector: LabelSelectorFields | undefined): LabelSelectorFields | undefined =>
    selector === undefined || selectsAll(selector) ? undefined : selector;
  return {
    name: fields.name,
    clientConfig: fields.clientConfig,
    rules: fields.rules ?? [],
    exact: fields.matchPolicy === 'Exact',
    ignoresFailure: fields.failurePolicy === 'Ignore',
    namespaceSelector: narrowed(fields.namespaceSelector),
    objectSelector: narrowed(fields.objectSelector),
    takesDryRun: fields.sideEffects === 'None' || fields.sideEffects === 'NoneOnDryRun',
    timeout: seconds(fields.timeoutSeconds ?? defaultTimeoutSeconds),
    reinvoked: fields.reinvocationPolicy === 'IfNeeded',
    reviewVersion: fields.admissionReviewVersions.find((version) => spokenReviews.includes(version)) ?? 'v1',
    conditions: (fields.matchConditions ?? []).map(compileCondition),
  };
}

/** The webhooks of a configuration as they were sent: anything may be missing. */
export const webhooksOf = (configuration: JsonObject): readonly Partial<WebhookFields>[] =>
  (configuration['webhooks'] as readonly Partial<WebhookFields>[] | undefined) ?? [];
