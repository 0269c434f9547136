import { apiVersionOf, keyOf, Pod, printKey, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Transport, TransportRequest, TransportResponse } from '../transport/transport.ts';
import { refusedAs } from './api-error.ts';
import type { Client, Patch, PatchOptions, Selection } from './client.ts';
import { refusal } from './read-answer.ts';
import { collectionPath, objectPath, printLabels, printQuery } from './request-path.ts';

/** Who hears of this client's own writes, before the write's promise resolves. */
export interface WriteObserver {
  /** The object as the server answered it. */
  written(resource: Resource<KubernetesObject>, object: DeepReadonly<KubernetesObject>): void;
  /** The object is gone; `uid` is absent when the server did not say which one it was. */
  deleted(resource: Resource<KubernetesObject>, key: ObjectKey, uid: string | undefined): void;
}

/** What a client sends through, and who hears of its writes. */
export interface ClientOptions {
  readonly transport: Transport;
  /** Makes reads of the same process see its own writes at once. Absent: nobody caches. */
  readonly observer?: WriteObserver;
}

const contentTypes: Readonly<Record<Patch['type'], string>> = {
  merge: 'application/merge-patch+json',
  'strategic-merge': 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
};
const pageSize = '500';
const deleted = { kind: 'Status', apiVersion: 'v1', metadata: {} };

/**
 * A {@link Client} over one transport. Objects of a list get the `apiVersion` and `kind` that the server leaves out of items.
 * The field manager of creates, updates and patches is what the server makes of the User-Agent: the part before the slash.
 */
export function createClient({ transport, observer }: ClientOptions): Client {
  const exchange = async (request: TransportRequest, doing: string, signal: AbortSignal): Promise<TransportResponse> => {
    signal.throwIfAborted();
    const response = await transport.send(request, signal);
    if (response.status >= 400) throw await refusal(response, doing);
    return response;
  };
  const read = async <A>(path: string, doing: string, signal: AbortSignal): Promise<A> =>
    JSON.parse(await (await exchange({ method: 'GET', path, headers: { accept: 'application/json' } }, doing, signal)).text()) as A;
  const write = async (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    content: { readonly type?: string; readonly body: unknown },
    doing: string,
    signal: AbortSignal,
  ): Promise<KubernetesObject> => {
    const headers = { accept: 'application/json', 'content-type': content.type ?? 'application/json' };
    const request = { method, path, headers, ...(content.body === undefined ? {} : { body: JSON.stringify(content.body) }) };
    const text = await (await exchange(request, doing, signal)).text();
    // Who deletes an object may be told nothing about it: so do the simulated API servers of upstream's Docker provider.
    return (text === '' && method === 'DELETE' ? deleted : JSON.parse(text)) as KubernetesObject;
  };
  const kept = <T extends KubernetesObject>(resource: Resource<T>, answer: KubernetesObject): DeepReadonly<T> => {
    observer?.written(resource, answer as DeepReadonly<KubernetesObject>);
    return answer as DeepReadonly<T>;
  };

  return {
    async get<T extends KubernetesObject>(resource: Resource<T>, key: ObjectKey, signal: AbortSignal) {
      try {
        return await read<DeepReadonly<T>>(objectPath(resource, key), `get ${resource.kind} ${printKey(key)}`, signal);
      } catch (error) {
        if (refusedAs(error, 'NotFound')) return undefined;
        throw error;
      }
    },
    async list<T extends KubernetesObject>(resource: Resource<T>, selection: Selection, signal: AbortSignal) {
      const path = collectionPath(resource, selection.namespace);
      const labelSelector = selection.labels === undefined ? undefined : printLabels(selection.labels);
      const from = (query: Readonly<Record<string, string | undefined>>): Promise<ObjectList> =>
        read(`${path}${printQuery({ labelSelector, fieldSelector: selection.fields, ...query })}`, `list ${resource.plural}`, signal);
      return (await allPages(from)).items.map((item) => typed(resource, item));
    },
    async create<T extends KubernetesObject>(resource: Resource<T>, object: DeepReadonly<T>, signal: AbortSignal) {
      const doing = `create ${resource.kind} ${printKey(keyOf(object))}`;
      if (resource.namespaced && object.metadata.namespace === undefined) throw new Error(`cannot ${doing}: it needs a namespace`);
      const path = collectionPath(resource, object.metadata.namespace);
      return kept(resource, await write('POST', path, { body: object }, doing, signal));
    },
    async update<T extends KubernetesObject>(resource: Resource<T>, object: DeepReadonly<T>, signal: AbortSignal) {
      const key = keyOf(object);
      const doing = `update ${resource.kind} ${printKey(key)}`;
      return kept(resource, await write('PUT', objectPath(resource, key), { body: object }, doing, signal));
    },
    async patch<T extends KubernetesObject>(
      resource: Resource<T>,
      key: ObjectKey,
      patch: Patch,
      signal: AbortSignal,
      options: PatchOptions = {},
    ) {
      const path = objectPath(resource, key, options.subresource);
      const doing = `patch ${resource.kind} ${printKey(key)}`;
      const answer = await write('PATCH', path, { type: contentTypes[patch.type], body: patch.body }, doing, signal);
      // The scale subresource answers a Scale, which is no picture of the object.
      return options.subresource === 'scale' ? (answer as DeepReadonly<T>) : kept(resource, answer);
    },
    async apply<T extends KubernetesObject>(
      resource: Resource<T>,
      object: DeepReadonly<T>,
      { fieldManager, subresource, force = true }: Parameters<Client['apply']>[2],
      signal: AbortSignal,
    ) {
      const key = keyOf(object);
      const path = `${objectPath(resource, key, subresource)}${printQuery({ fieldManager, force: String(force) })}`;
      const doing = `apply ${resource.kind} ${printKey(key)}`;
      // JSON is YAML, which is all that the API server takes here.
      return kept(resource, await write('PATCH', path, { type: 'application/apply-patch+yaml', body: object }, doing, signal));
    },
    async delete(resource, key, signal, options) {
      const body = options === undefined ? undefined : { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
      const doing = `delete ${resource.kind} ${printKey(key)}`;
      try {
        const answer = await write('DELETE', objectPath(resource, key), { body }, doing, signal);
        settleDeletion(resource, key, answer, observer);
      } catch (error) {
        if (!refusedAs(error, 'NotFound')) throw error;
      }
    },
    async evict(pod, signal, options) {
      const body = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod.name, namespace: pod.namespace },
        ...(options === undefined ? {} : { deleteOptions: options }),
      };
      try {
        await write('POST', objectPath(Pod, pod, 'eviction'), { body }, `evict Pod ${printKey(pod)}`, signal);
        return true;
      } catch (error) {
        if (!refusedAs(error, 'NotFound')) throw error;
        return false;
      }
    },
  };
}

/**
 * The server answers a Status when the object is gone, and the object when finalizers keep it: it then has a deletion timestamp.
 * Some kinds answer the object that is gone, which never got one.
 */
function settleDeletion(
  resource: Resource<KubernetesObject>,
  key: ObjectKey,
  answer: KubernetesObject,
  observer: WriteObserver | undefined,
): void {
  if (answer.kind === 'Status') {
    observer?.deleted(resource, key, (answer as { details?: { uid?: string } }).details?.uid);
  } else if (answer.metadata?.deletionTimestamp === undefined) {
    observer?.deleted(resource, key, answer.metadata?.uid);
  } else {
    observer?.written(resource, answer as DeepReadonly<KubernetesObject>);
  }
}

/** A list as the server sends it. */
export interface ObjectList {
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items: readonly KubernetesObject[] | null;
}

/** Fetches a list page by page; when the pages expire on the way, once more in one piece. */
export async function allPages(
  from: (query: { readonly limit?: string; readonly continue?: string }) => Promise<ObjectList>,
): Promise<{ readonly items: readonly KubernetesObject[]; readonly resourceVersion: string }> {
  try {
    const items: KubernetesObject[] = [];
    let page = await from({ limit: pageSize });
    for (;;) {
      items.push(...(page.items ?? []));
      const next = page.metadata.continue ?? '';
      if (next === '') return { items, resourceVersion: page.metadata.resourceVersion ?? '' };
      page = await from({ limit: pageSize, continue: next });
    }
  } catch (error) {
    if (!refusedAs(error, 'Expired') && !refusedAs(error, 'Gone')) throw error;
    const whole = await from({});
    return { items: whole.items ?? [], resourceVersion: whole.metadata.resourceVersion ?? '' };
  }
}

/** An item of a list with the type that the list says once for all. */
export const typed = <T extends KubernetesObject>(resource: Resource<T>, item: KubernetesObject): DeepReadonly<T> =>
  (item.kind === undefined ? { apiVersion: apiVersionOf(resource), kind: resource.kind, ...(item as object) } : item) as DeepReadonly<T>;
