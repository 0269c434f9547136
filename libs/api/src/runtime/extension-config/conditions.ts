import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused } from '../../shapes/condition-reasons.ts';

/** Conditions of an ExtensionConfig. */
export const ExtensionConfigConditions = defineConditions({
  Discovered: { True: ['Discovered'], False: ['NotDiscovered'] },
  Paused,
});
