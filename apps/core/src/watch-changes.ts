import type { KubernetesObject } from '@capi/api';
import type { Change } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { same } from './json/same.ts';

/** Lets only changes through that change what `facts` reads from an object; its coming and going always. */
export const changes =
  <T extends KubernetesObject>(facts: (object: DeepReadonly<T>) => unknown) =>
  ({ before, after }: Change<T>): boolean =>
    before === undefined || after === undefined || !same(facts(before), facts(after));
