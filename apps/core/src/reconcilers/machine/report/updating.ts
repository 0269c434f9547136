import { MachineConditions, type Verdict } from '@capi/api';

/** Machines are not updated in place yet, so that none ever is. */
export const updating = (): Verdict<'Updating'> => MachineConditions.verdict('Updating', 'False', 'NotUpdating');
