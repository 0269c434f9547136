import type { KubernetesObject } from '@capi/api';
import type { Change } from '@capi/controller-runtime';
import { isSameJson, type DeepReadonly } from '@capi/seams';

/** Lets only changes through that change what `facts` reads from an object; its coming and going always. */
export const changes =
  <T extends KubernetesObject>(facts: (object: DeepReadonly<T>) => unknown) =>
  ({ before, after }: Change<T>): boolean =>
    before === undefined || after === undefined || !isSameJson(facts(before), facts(after));
