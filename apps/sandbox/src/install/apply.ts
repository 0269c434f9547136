import { keyOf, type KubernetesObject, type Resource } from '@capi/api';
import { ApiError, type Client } from '@capi/controller-runtime';
import { OperationError, type DeepReadonly } from '@capi/seams';

/**
 * Server-side apply under the sandbox's name: creates what is missing, corrects what is there.
 * @throws an OperationError: transient when nobody answers, or the server or a webhook cannot; terminal when the object is refused
 */
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
    throw new OperationError(
      mayPass(error) ? 'transient' : 'terminal',
      { action: 'apply', object: `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`, why: error.message },
      error,
    );
  }
}

const mayPass = ({ code }: ApiError): boolean => code >= 500 || code === 429 || code === 409;
