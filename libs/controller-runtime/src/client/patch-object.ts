import { keyOf, type KubernetesObject, type Resource } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Client } from './client.ts';
import { mergePatch } from './merge-patch.ts';

/** How careful a patch is. */
export interface PatchObjectOptions {
  /**
   * Refuse (`Conflict`) when the object is no longer the one that `before` shows. For patches that replace what others also
   * write: lists such as finalizers, owner references, conditions. Default false.
   */
  readonly lock?: boolean;
}

/**
 * Turns `before` into `after` with at most one merge patch for metadata and spec and then at most one for status; with none when
 * nothing differs. What the server owns (`managedFields`, `resourceVersion`, `generation`, …) is left out of the comparison.
 * @returns the object as it now is: the last answer, or `before` when there was nothing to do
 * @throws ApiError `Conflict` with `lock`, `NotFound` when the object is gone. The status of an object that goes away with its
 *   last finalizer is not written, and that is no error.
 */
export async function patchObject<T extends KubernetesObject>(
  client: Client,
  resource: Resource<T>,
  before: DeepReadonly<T>,
  after: DeepReadonly<T>,
  signal: AbortSignal,
  options: PatchObjectOptions = {},
): Promise<DeepReadonly<T>> {
  const key = keyOf(before);
  let now = before;
  const send = async (body: Record<string, unknown>, subresource?: 'status'): Promise<void> => {
    const locked = options.lock === true ? withResourceVersion(body, now.metadata.resourceVersion) : body;
    now = await client.patch(resource, key, { type: 'merge', body: locked }, signal, subresource === undefined ? {} : { subresource });
  };

  const main = mergePatch(withoutStatus(before), withoutStatus(after)) as Record<string, unknown> | undefined;
  if (main !== undefined) await send(main);
  const status = mergePatch(statusOf(before), statusOf(after));
  if (status !== undefined && !isGone(now)) await send({ status }, 'status');
  return now;
}

const statusOf = (object: unknown): unknown => (object as { status?: unknown }).status ?? {};

function withoutStatus(object: DeepReadonly<KubernetesObject>): Record<string, unknown> {
  const { status: _status, metadata, ...rest } = object as Record<string, unknown> & KubernetesObject;
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  // Absent and empty are the same thing for these four, and the server may answer either.
  return {
    ...rest,
    metadata: {
      ...(isEmpty(labels) ? {} : { labels }),
      ...(isEmpty(annotations) ? {} : { annotations }),
      ...(isEmpty(finalizers) ? {} : { finalizers }),
      ...(isEmpty(ownerReferences) ? {} : { ownerReferences }),
    },
  };
}

const isEmpty = (value: object | undefined): boolean => value === undefined || Object.keys(value).length === 0;

const isGone = (object: DeepReadonly<KubernetesObject>): boolean =>
  object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0;

function withResourceVersion(body: Record<string, unknown>, resourceVersion: string | undefined): Record<string, unknown> {
  return { ...body, metadata: { ...(body['metadata'] as object | undefined), resourceVersion } };
}
