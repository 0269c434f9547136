import type { Steps } from '../background/steps.ts';
import type { WriteOptions } from '../objects/write-options.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { Target } from '../routes/target.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { approve } from './approve.ts';
import { onlyVersion, type Attributes, type GroupVersionKind, type Operation } from './attributes.ts';
import { mutate } from './mutate.ts';

/** A write to a subresource that has a kind of its own. */
export interface OwnKindWrite {
  readonly kind: GroupVersionKind;
  readonly operation: Operation;
  readonly object: JsonObject;
  /** Absent when something is made. */
  readonly old?: JsonObject;
  readonly options: WriteOptions;
}

/**
 * Asks webhooks about a write to a subresource that has a kind of its own: a Scale, an Eviction.
 * @returns what the mutating ones make of the object
 * @throws StatusError when a webhook refuses, or cannot be asked
 */
export function* admitOwnKind(context: ServerContext, endpoint: Endpoint, target: Target, write: OwnKindWrite): Steps<JsonObject> {
  const { kind, operation, object, old, options } = write;
  const { user, dryRun, requested, warnings } = options;
  if (user === undefined) return object;
  const attributes: Attributes = {
    endpoint,
    operation,
    subresource: target.subresource,
    ownKind: kind,
    name: target.name,
    namespace: target.namespace,
    user,
    dryRun,
    options: { kind: operation === 'CREATE' ? 'CreateOptions' : 'UpdateOptions', apiVersion: 'meta.k8s.io/v1', ...requested },
    warnings,
  };
  const before = old === undefined ? undefined : onlyVersion(old);
  const mutated = yield* mutate(context, attributes, object, before);
  yield* approve(context, attributes, { object: onlyVersion(mutated), ...(before === undefined ? {} : { old: before }) });
  return mutated;
}
