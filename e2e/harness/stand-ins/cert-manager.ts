import {
  CustomResourceDefinition,
  MutatingWebhookConfiguration,
  ValidatingWebhookConfiguration,
  type KubernetesObject,
  type Resource,
} from '@capi/api';
import { createAuthority, issueCertificate, type CertificateAndKey } from '@capi/certificates';
import { nodeKeySource, systemClock, type Client, type Transport } from '@capi/controller-runtime';
import { days, later } from '@capi/seams';

import { Certificates, Secrets } from './resources.ts';

const annotation = 'cert-manager.io/inject-ca-from';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Does for the providers' manifests what cert-manager does: fills the Secret of a Certificate, and tells the API server whom to trust. */
export async function standInForCertManager(client: Client, transport: Transport, signal: AbortSignal): Promise<() => Promise<void>> {
  const authority = await createAuthority({ now: systemClock().now(), algorithm: 'ECDSA-P256' }, nodeKeySource(), signal);
  const injected = new Set<string>();
  return async () => {
    for (const { metadata, spec } of await client.list(Certificates, {}, signal)) {
      const key = { namespace: metadata.namespace ?? '', name: spec.secretName };
      if ((await client.get(Secrets, key, signal)) !== undefined) continue;
      const { certificate, privateKey } = await issue(authority, spec.dnsNames, signal);
      const data = { 'tls.crt': base64(certificate), 'tls.key': base64(privateKey), 'ca.crt': base64(authority.certificate) };
      await client.create(Secrets, { apiVersion: 'v1', kind: 'Secret', metadata: key, type: 'kubernetes.io/tls', data }, signal);
    }
    await inject(client, transport, base64(authority.certificate), injected, signal);
  };
}

const issue = (authority: CertificateAndKey, dnsNames: readonly string[], signal: AbortSignal): Promise<CertificateAndKey> =>
  issueCertificate(
    authority,
    {
      commonName: dnsNames[0] ?? 'webhooks',
      usages: ['server'],
      dnsNames,
      notAfter: later(systemClock().now(), days(1)),
      algorithm: 'ECDSA-P256',
    },
    nodeKeySource(),
    signal,
  );

interface Called extends KubernetesObject {
  readonly webhooks?: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
  readonly spec?: { readonly conversion?: { readonly webhook?: { readonly clientConfig?: { readonly caBundle?: string } } } };
}

/** Writes the authority wherever the annotation asks for it and it is not there yet. */
async function inject(client: Client, transport: Transport, caBundle: string, done: Set<string>, signal: AbortSignal): Promise<void> {
  const add = async (resource: Resource<Called>, name: string, missing: readonly string[]): Promise<void> => {
    const body = missing.map((path) => ({ op: 'add', path, value: caBundle }));
    if (body.length > 0) await client.patch(resource, { name }, { type: 'json', body }, signal);
  };
  for (const resource of [MutatingWebhookConfiguration, ValidatingWebhookConfiguration] as unknown as readonly Resource<Called>[]) {
    for (const { metadata, webhooks = [] } of await client.list(resource, {}, signal)) {
      if (metadata.annotations?.[annotation] === undefined) continue;
      const missing = webhooks.flatMap(({ clientConfig }, index) =>
        clientConfig.caBundle === caBundle ? [] : [`/webhooks/${index}/clientConfig/caBundle`],
      );
      await add(resource, metadata.name, missing);
    }
  }
  const definitions = CustomResourceDefinition as unknown as Resource<Called>;
  for (const { name, generation } of await annotatedDefinitions(transport, signal)) {
    const config = done.has(`${name} ${generation}`)
      ? undefined
      : (await client.get(definitions, { name }, signal))?.spec?.conversion?.webhook?.clientConfig;
    if (config !== undefined && config.caBundle !== caBundle)
      await add(definitions, name, ['/spec/conversion/webhook/clientConfig/caBundle']);
    done.add(`${name} ${generation}`);
  }
}

/** Names of the CRDs with the annotation, without their schemas, which are megabytes. */
async function annotatedDefinitions(transport: Transport, signal: AbortSignal): Promise<readonly { name: string; generation: number }[]> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const headers = { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' };
  const { items } = JSON.parse(await (await transport.send({ method: 'GET', path, headers }, signal)).text()) as {
    items: { metadata: { name: string; generation: number; annotations?: Record<string, string> } }[];
  };
  return items.map(({ metadata }) => metadata).filter(({ annotations }) => annotations?.[annotation] !== undefined);
}
