import type { Observation } from '../observation.ts';
import { adoptions } from './adoptions.ts';
import { desiredMachine } from './desired-machine.ts';
import { keepInlineData } from './keep-inline-data.ts';
import { desiredNode } from './node/desired-node.ts';
import type { Plan } from './plan.ts';

/** Hands over what the providers report: to the Machine's spec, to the objects it refers to, and to its Node. */
export function tend(seen: Observation): Plan {
  const node = desiredNode(seen);
  return {
    step: 'tend',
    machine: desiredMachine(seen),
    adopt: adoptions(seen),
    ...keepInlineData(seen),
    ...(node === undefined ? {} : { node }),
  };
}
