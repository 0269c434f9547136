import type { Observation } from '../observation.ts';
import type { Plan } from './plan.ts';

/** Bootstrap data that a v1alpha2 client wrote into the Machine go into a Secret of the Machine's own; one of somebody else stays. */
export function keepInlineData({ inlineData }: Observation): Pick<Extract<Plan, { step: 'tend' }>, 'keepInlineData'> {
  switch (inlineData?.state) {
    case 'missing':
      return { keepInlineData: 'create' };
    case 'outdated':
      return { keepInlineData: 'update' };
    case 'kept':
    case 'foreign':
    case 'malformed':
    case undefined:
    default:
      return {};
  }
}

/** Nothing is to be made of a Machine's infrastructure while its data have no Secret: it is not even adopted. */
export const lacksInlineData = ({ inlineData }: Observation): boolean =>
  inlineData?.state === 'foreign' || inlineData?.state === 'malformed';
