import { existsSync, readFileSync } from 'node:fs';

import {
  MutatingWebhookConfiguration,
  ValidatingWebhookConfiguration,
  type KubernetesObject,
  type Resource,
  type WebhookRegistration,
} from '@capi/api';
import { ApiError, TransportError, type Client } from '@capi/controller-runtime';
import { parseAllDocuments } from 'yaml';

import { apply } from '../install/apply.ts';
import { repositoryFile } from '../processes/program.ts';
import { prefixOf, providers, type Provider } from '../providers.ts';
import type { WebhookEndpoints } from './webhook-endpoints.ts';

interface WebhookConfiguration extends KubernetesObject {
  webhooks?: WebhookRegistration[];
}

const resources: Readonly<Record<string, Resource<WebhookConfiguration>>> = {
  MutatingWebhookConfiguration,
  ValidatingWebhookConfiguration,
};

/** The webhook configurations that a provider is installed with, but for where its server is: here it is no Service of a cluster. */
function configurationsOf(provider: Provider, endpoints: WebhookEndpoints): readonly WebhookConfiguration[] {
  const file = repositoryFile(`deploy/${provider.app}/webhook/manifests.yaml`);
  if (!existsSync(file)) return [];
  const prefix = prefixOf(provider);
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJS() as WebhookConfiguration)
    .map((configuration) => ({
      ...configuration,
      metadata: { name: `${prefix}${configuration.metadata.name}`, labels: { 'cluster.x-k8s.io/provider': provider.label } },
      webhooks: (configuration.webhooks ?? []).map((webhook) => ({
        ...webhook,
        clientConfig: endpoints.clientConfig(provider.app, webhook.clientConfig.service?.path ?? '/'),
      })),
    }));
}

const each = (endpoints: WebhookEndpoints): readonly (readonly [Resource<WebhookConfiguration>, WebhookConfiguration])[] =>
  providers.flatMap((provider) =>
    configurationsOf(provider, endpoints).flatMap((configuration) => {
      const resource = resources[configuration.kind];
      return resource === undefined ? [] : [[resource, configuration] as const];
    }),
  );

/** Lets the API server ask the providers about every write of their kinds. They must serve already: what nobody checks is refused. */
export async function registerWebhooks(client: Client, endpoints: WebhookEndpoints, signal: AbortSignal): Promise<void> {
  for (const [resource, configuration] of each(endpoints)) await apply(client, resource, configuration, signal);
}

/** Takes that back, for an API server that goes on without the providers of this sandbox. What cannot be removed stays. */
export async function unregisterWebhooks(client: Client, endpoints: WebhookEndpoints, signal: AbortSignal): Promise<void> {
  for (const [resource, { metadata }] of each(endpoints)) {
    try {
      await client.delete(resource, { name: metadata.name }, signal);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
    }
  }
}
