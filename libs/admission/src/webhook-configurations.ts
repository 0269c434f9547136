import type { MutatingWebhookConfiguration, ValidatingWebhookConfiguration, WebhookClientConfig, WebhookRegistration } from '@capi/api';

import {
  defaultingName,
  defaultingPath,
  validatingName,
  validatingPath,
  validatingScaleName,
  validatingScalePath,
} from './webhook-paths.ts';
import type { AnyKindWebhooks } from './webhook.ts';

/** How the registrations of one provider differ from those of another. */
export interface WebhookConfigurationOptions {
  /** In front of the names of both configurations: `capi-`. */
  readonly namePrefix: string;
  /** Where the API server finds the webhook at a path of the server. */
  readonly clientConfig: (path: string) => WebhookClientConfig;
  /** Such as the wish of cert-manager to fill in the certificate authority. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What an API server has to know of the webhooks of one provider. */
export interface WebhookConfigurations {
  /** Absent when no kind has defaults. */
  readonly mutating?: MutatingWebhookConfiguration;
  /** Absent when no kind has rules. */
  readonly validating?: ValidatingWebhookConfiguration;
}

/**
 * The webhook configurations of a provider, from the very declarations that its server serves. Rules name the storage version only: with
 * `Equivalent` the API server converts writes in other versions first. A server that does not answer makes writes fail: what nobody
 * checked is not stored.
 */
export function webhookConfigurationsOf<Ports>(
  webhooks: readonly AnyKindWebhooks<Ports>[],
  { namePrefix, clientConfig, annotations, labels }: WebhookConfigurationOptions,
): WebhookConfigurations {
  const mutating = webhooks.flatMap((each) => mutatingEntries(each, clientConfig));
  const validating = webhooks.flatMap((each) => validatingEntries(each, clientConfig));
  const metadata = (name: string) => ({
    name: `${namePrefix}${name}`,
    ...(labels === undefined ? {} : { labels: { ...labels } }),
    ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
  });
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return {
    ...(mutating.length === 0
      ? {}
      : {
          mutating: {
            apiVersion,
            kind: 'MutatingWebhookConfiguration',
            metadata: metadata('mutating-webhook-configuration'),
            webhooks: mutating,
          },
        }),
    ...(validating.length === 0
      ? {}
      : {
          validating: {
            apiVersion,
            kind: 'ValidatingWebhookConfiguration',
            metadata: metadata('validating-webhook-configuration'),
            webhooks: validating,
          },
        }),
  };
}

type ClientConfig = WebhookConfigurationOptions['clientConfig'];
type AnyWebhooks = Pick<AnyKindWebhooks<never>, 'kind' | 'defaulting' | 'validating' | 'validatingScale'>;

function mutatingEntries({ kind, defaulting }: AnyWebhooks, clientConfig: ClientConfig): readonly WebhookRegistration[] {
  if (defaulting === undefined) return [];
  const { name = defaultingName(kind), operations } = defaulting;
  return [registration(kind, { name, operations, resource: kind.plural, clientConfig: clientConfig(defaultingPath(kind)) })];
}

function validatingEntries({ kind, validating, validatingScale }: AnyWebhooks, clientConfig: ClientConfig): readonly WebhookRegistration[] {
  return [
    ...(validating === undefined
      ? []
      : [
          registration(kind, {
            name: validatingName(kind),
            operations: validating.operations,
            resource: kind.plural,
            clientConfig: clientConfig(validatingPath(kind)),
          }),
        ]),
    ...(validatingScale === undefined
      ? []
      : [
          registration(kind, {
            name: validatingScaleName(kind),
            operations: ['UPDATE'],
            resource: `${kind.plural}/scale`,
            clientConfig: clientConfig(validatingScalePath(kind)),
          }),
        ]),
  ];
}

function registration(
  { group, version }: AnyWebhooks['kind'],
  of: {
    readonly name: string;
    readonly operations: readonly string[];
    readonly resource: string;
    readonly clientConfig: WebhookClientConfig;
  },
): WebhookRegistration {
  return {
    name: of.name,
    admissionReviewVersions: ['v1'],
    clientConfig: of.clientConfig,
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    rules: [{ apiGroups: [group], apiVersions: [version], operations: [...of.operations], resources: [of.resource] }],
    sideEffects: 'None',
  };
}
