import { mapOf, optional, quantity, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';

/** `status` of the machine templates. */
export const MachineTemplateStatus = zeroIs(
  'shown',
  struct('What the machines made from the template will offer.', {
    capacity: optional(
      mapOf('Resources of a machine, by which an autoscaler can plan when there is none yet.', quantity('Amount of the resource.')),
    ),
  }),
);
