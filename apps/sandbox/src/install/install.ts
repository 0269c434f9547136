import { allKinds, CustomResourceDefinition, crdOf, withConversionWebhook, type Kind } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { milliseconds, type Clock } from '@capi/seams';

import { installation } from '../pods/deployment.ts';
import { providers } from '../providers.ts';
import type { WebhookEndpoints } from '../webhooks/webhook-endpoints.ts';
import { apply } from './apply.ts';
import { rolesOf } from './roles.ts';
import { untilPermitted } from './until-permitted.ts';

/** Installs the CRDs of the four providers, their namespaces, service accounts, roles and Deployments. Doing it again changes nothing. */
export async function install(
  client: Client,
  { argsOf, replicas }: { readonly argsOf: (app: string) => readonly string[]; readonly replicas: number },
  endpoints: WebhookEndpoints,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const crds = allKinds.map((kind) => definitionOf(kind, endpoints));
  await Promise.all(crds.map((crd) => apply(client, CustomResourceDefinition, crd, signal)));
  for (const provider of providers) {
    const objects = [...installation(provider, argsOf(provider.app), replicas), ...rolesOf(provider)];
    for (const { resource, object } of objects) await apply(client, resource, object, signal);
  }
  await Promise.all(crds.map((crd) => untilEstablished(client, crd.metadata.name, clock, signal)));
  for (const provider of providers) await untilPermitted(client, provider, clock, signal);
}

async function untilEstablished(client: Client, name: string, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    // Read live: nothing is cached yet, and this happens once.
    const crd = await client.get(CustomResourceDefinition, { name }, signal);
    if (crd?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')) return;
    await clock.sleep(milliseconds(50), signal);
  }
}

/** The CRD of a kind, whose objects the provider that owns it converts. */
function definitionOf(kind: Kind, endpoints: WebhookEndpoints): CustomResourceDefinition {
  const crd = crdOf(kind);
  const owner = providers.find(({ label }) => label === kind.declaration.provider);
  return owner === undefined ? crd : withConversionWebhook(crd, endpoints.clientConfig(owner.app, '/convert'));
}
