import { keyOf, printKey, type KubernetesObject, type Resource } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';
import { transient, type DeepReadonly } from '@capi/seams';

/**
 * Refuses to make an object under a name that is taken: an apply would not fail, but change the other one. The next attempt draws
 * another name.
 * @throws a transient OperationError
 */
export function refuseTaken<T extends KubernetesObject>(cache: Cache, resource: Resource<T>, object: DeepReadonly<KubernetesObject>): void {
  if (cache.get(resource, keyOf(object)) === undefined) return;
  throw transient({
    action: `create ${resource.kind}`,
    object: `${resource.kind} ${printKey(keyOf(object))}`,
    why: 'there is one of that name',
  });
}
