import type { Static } from 'typebox';

import { choice, dateTime, optional, struct } from '../../schema/vocabulary.ts';
import { RollingUpdate } from '../../shapes/v1beta2/machine.ts';

/** How the Machines of a MachineDeployment are replaced. */
export const RolloutStrategy = struct(
  'How outdated Machines are replaced.',
  {
    rollingUpdate: optional(RollingUpdate),
    type: choice('RollingUpdate replaces Machines step by step; OnDelete replaces each one when somebody deletes it.', [
      'RollingUpdate',
      'OnDelete',
    ]),
  },
  { minProperties: 1 },
);

/** When and how the Machines of a MachineDeployment are replaced. */
export const Rollout = struct(
  'When and how outdated Machines are replaced.',
  {
    after: optional(dateTime('Machines made before this moment are replaced once it has come.')),
    strategy: optional(RolloutStrategy),
  },
  { minProperties: 1 },
);
export type Rollout = Static<typeof Rollout>;
