import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused } from '../../shapes/condition-reasons.ts';

/** Conditions that the ClusterClass controller reports. */
export const ClusterClassConditions = defineConditions({
  VariablesReady: { True: ['VariablesReady'], False: ['VariableDiscoveryFailed'] },
  RefVersionsUpToDate: { True: ['RefVersionsUpToDate'], False: ['RefVersionsNotUpToDate'], Unknown: ['InternalError'] },
  Paused,
});
