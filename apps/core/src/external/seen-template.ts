import type { UnstructuredObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { ContractObject } from './external-objects.ts';

/** A template that bootstrap configs or infrastructure machines are made from. */
export interface SeenTemplate {
  readonly template: DeepReadonly<UnstructuredObject>;
}

/** The template as it is: nothing in it is under contract but `spec.template`, which is copied. */
export const templateFacts = ({ object }: ContractObject): SeenTemplate => ({ template: object });
