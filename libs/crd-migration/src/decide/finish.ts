import type { Rule } from './plan.ts';

/** Nothing is left to do for the CRD as it is now. */
export const finish: Rule = ({ definition: { resourceVersion, generation } }) => ({ step: 'finish', resourceVersion, generation });
