import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused } from '../../shapes/condition-reasons.ts';

/** Conditions of a ClusterResourceSet. */
export const ClusterResourceSetConditions = defineConditions({
  ResourcesApplied: { True: ['Applied'], False: ['NotApplied', 'WrongSecretType'], Unknown: ['InternalError'] },
  Paused,
});
