import type { NamingTemplate } from '@capi/admission';

/** What templates for the names of worker Machines can be made of. Without a random part, a second Machine could not be made. */
export const machineNames: NamingTemplate = {
  sample: { cluster: { name: 'cluster' }, machineSet: { name: 'machineset' } },
  mustBeRandom: true,
};
