import { keyOf, type KubernetesObject, type Resource } from '@capi/api';
import { refusedAs, type Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/**
 * Puts an object into a cluster unless one of this name is there; then gives it its status unless it has one. So it can be repeated
 * after a crash, and what others changed meanwhile stays.
 */
export async function put<T extends KubernetesObject & { readonly status?: unknown }>(
  client: Client,
  resource: Resource<T>,
  object: DeepReadonly<T>,
  signal: AbortSignal,
): Promise<void> {
  const key = keyOf(object);
  let live: DeepReadonly<T> | undefined;
  try {
    const { status: _status, ...rest } = object as DeepReadonly<T> & { readonly status?: unknown };
    live = await client.create(resource, rest as DeepReadonly<T>, signal);
  } catch (error) {
    if (!refusedAs(error, 'AlreadyExists')) throw error;
    // Live: the cluster behind this client is in this process, and there is no cache of it.
    live = await client.get(resource, key, signal);
  }
  if (object.status === undefined || hasStatus(live)) return;
  await client.patch(resource, key, { type: 'merge', body: { status: object.status } }, signal, { subresource: 'status' });
}

const hasStatus = (object: { readonly status?: unknown } | undefined): boolean =>
  typeof object?.status === 'object' && object.status !== null && 'conditions' in object.status;
