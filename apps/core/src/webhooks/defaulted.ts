import type { Admission, Defaulted } from '@capi/admission';
import type { KubernetesObject } from '@capi/api';
import { OperationError, type DeepReadonly } from '@capi/seams';

type Defaulter<T extends KubernetesObject> = (object: DeepReadonly<T>, before?: DeepReadonly<T>) => DeepReadonly<T>;

/** Makes a webhook of the defaults of a kind. An object that contradicts itself is refused as a whole, with status 403 as upstream does. */
export const defaulted =
  <T extends KubernetesObject>(defaulter: Defaulter<T>) =>
  ({ object, before }: Admission<T>): Defaulted<T> => {
    try {
      return { object: defaulter(object, before) };
    } catch (error) {
      if (error instanceof OperationError) return { object, denial: { status: 403, message: error.message } };
      throw error;
    }
  };
