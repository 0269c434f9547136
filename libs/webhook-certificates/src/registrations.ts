import { CustomResourceDefinition, MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from '@capi/api';
import type { KubernetesObject, ObjectKey, Resource, WebhookClientConfig, WebhookRegistration } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { mutatingName, servedNames, serviceName, validatingName, type Installation } from './installation.ts';

/** An object that tells the API server how to call webhooks of ours, and whom to trust when it does. */
export interface Registration {
  readonly resource: Resource<KubernetesObject>;
  readonly name: string;
  /** The bundle that it holds, or what there is to do about it. Live, since copies of CRDs are too large to keep. */
  read(client: Client, signal: AbortSignal): Promise<SeenRegistration>;
}

export type SeenRegistration =
  /** Not there, or nothing of it calls us. */
  | { readonly kind: 'none' }
  /** cert-manager writes the bundle. */
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'ours';
      /** Whether every part of it that calls us trusts just this bundle, base64. */
      trusts(caBundle: string): boolean;
      /** Makes it so, unless somebody else was quicker: then it throws a conflict. */
      trust(caBundle: string, signal: AbortSignal): Promise<void>;
    };

/** Set by who lets cert-manager fill in the bundle; two writers of one field would never end. */
const isForeign = ({ metadata }: DeepReadonly<KubernetesObject>): boolean =>
  Object.keys(metadata.annotations ?? {}).some((name) => name.startsWith('cert-manager.io/inject-'));

/** All registrations of one provider, whether they exist or not. */
export function registrationsOf(installation: Installation): readonly Registration[] {
  const isOurs = callsUs(installation);
  return [
    webhooksOf(MutatingWebhookConfiguration, mutatingName(installation), isOurs),
    webhooksOf(ValidatingWebhookConfiguration, validatingName(installation), isOurs),
    ...installation.definitions.map((name) => conversionOf(name, isOurs)),
  ];
}

type IsOurs = (config: DeepReadonly<WebhookClientConfig> | undefined) => boolean;

/** By our Service, or by an address of ours. */
function callsUs(installation: Installation): IsOurs {
  const names = servedNames(installation);
  return (config) => {
    if (config?.service !== undefined) {
      return config.service.namespace === installation.namespace && config.service.name === serviceName(installation);
    }
    return config?.url !== undefined && names.includes(hostOf(config.url));
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

function webhooksOf<T extends MutatingWebhookConfiguration>(resource: Resource<T>, name: string, isOurs: IsOurs): Registration {
  const key: ObjectKey = { name };
  return {
    resource: resource as unknown as Resource<KubernetesObject>,
    name,
    async read(client, signal) {
      const object = await client.get(resource, key, signal);
      const webhooks = (object?.webhooks ?? []) as DeepReadonly<WebhookRegistration>[];
      const own = webhooks.filter(({ clientConfig }) => isOurs(clientConfig));
      if (object === undefined || own.length === 0) return { kind: 'none' };
      if (isForeign(object)) return { kind: 'foreign' };
      return {
        kind: 'ours',
        trusts: (caBundle) => own.every(({ clientConfig }) => clientConfig.caBundle === caBundle),
        async trust(caBundle, patience) {
          const changed = webhooks.map((webhook) =>
            isOurs(webhook.clientConfig) ? { ...webhook, clientConfig: { ...webhook.clientConfig, caBundle } } : webhook,
          );
          await client.update(resource, { ...object, webhooks: changed }, patience);
        },
      };
    },
  };
}

interface Conversion {
  readonly strategy?: string;
  readonly webhook?: { readonly clientConfig?: WebhookClientConfig };
}

function conversionOf(name: string, isOurs: IsOurs): Registration {
  const key: ObjectKey = { name };
  return {
    resource: CustomResourceDefinition as unknown as Resource<KubernetesObject>,
    name,
    async read(client, signal) {
      const object = await client.get(CustomResourceDefinition, key, signal);
      const conversion = object?.spec['conversion'] as Conversion | undefined;
      const clientConfig = conversion?.webhook?.clientConfig;
      if (object === undefined || conversion?.strategy !== 'Webhook' || !isOurs(clientConfig)) return { kind: 'none' };
      if (isForeign(object)) return { kind: 'foreign' };
      const { resourceVersion } = object.metadata;
      return {
        kind: 'ours',
        trusts: (caBundle) => clientConfig?.caBundle === caBundle,
        async trust(caBundle, patience) {
          // A CRD is long: the one field goes, with the version that was seen.
          const body = { metadata: { resourceVersion }, spec: { conversion: { webhook: { clientConfig: { caBundle } } } } };
          await client.patch(CustomResourceDefinition, key, { type: 'merge', body }, patience);
        },
      };
    },
  };
}
