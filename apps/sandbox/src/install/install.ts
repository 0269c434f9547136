import { CustomResourceDefinition, crdOf, keyOf, kinds, type KubernetesObject, type Resource } from '@capi/api';
import { ApiError, type Client } from '@capi/controller-runtime';
import { milliseconds, transient, type Clock, type DeepReadonly } from '@capi/seams';

import { installation } from '../pods/deployment.ts';
import { providers } from '../providers.ts';

/** Installs the CRDs of the four providers, their namespaces, service accounts and Deployments. Doing it again changes nothing. */
export async function install(
  client: Client,
  argsOf: (app: string) => readonly string[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const crds = kinds.map(crdOf);
  await Promise.all(crds.map((crd) => apply(client, CustomResourceDefinition, crd, signal)));
  for (const provider of providers) {
    for (const { resource, object } of installation(provider, argsOf(provider.app))) await apply(client, resource, object, signal);
  }
  await Promise.all(crds.map((crd) => untilEstablished(client, crd.metadata.name, clock, signal)));
}

/** Server-side apply under the sandbox's name: creates what is missing, corrects what is there. */
export async function apply<T extends KubernetesObject>(
  client: Client,
  resource: Resource<T>,
  object: DeepReadonly<T>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.apply(resource, object, { fieldManager: 'capi-sandbox' }, signal);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { namespace, name } = keyOf(object);
    throw transient(
      { action: 'apply', object: `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`, why: error.message },
      error,
    );
  }
}

async function untilEstablished(client: Client, name: string, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    // Read live: nothing is cached yet, and this happens once.
    const crd = await client.get(CustomResourceDefinition, { name }, signal);
    if (crd?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')) return;
    await clock.sleep(milliseconds(50), signal);
  }
}
