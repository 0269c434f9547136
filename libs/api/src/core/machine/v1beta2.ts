import type { Static } from 'typebox';

import { atomicList, choice, dateTime, flag, optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { conditions, legacyConditions, legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { failureDomain, MachineAddress, NodeInfo, observedGeneration } from '../../shapes/v1beta2/machine.ts';
import { NodeReference } from '../../shapes/v1beta2/reference.ts';

/** When the slow steps of a Machine's deletion began. */
export const deletionProgress = struct('When the slow steps of deletion began; there only while the Machine is being deleted.', {
  nodeDrainStartTime: optional(dateTime('When draining the Node began.')),
  waitForNodeVolumeDetachStartTime: optional(dateTime('When waiting for volumes to be detached began.')),
  waitForPreDrainHookStartTime: optional(dateTime('When waiting for pre-drain hooks began.')),
  waitForPreTerminateHookStartTime: optional(dateTime('When waiting for pre-terminate hooks began.')),
});

/** `status` of a Machine. */
export const MachineStatus = struct(
  'What was last seen of the Machine.',
  {
    addresses: optional(atomicList('Addresses of the machine, as its provider reports them.', MachineAddress, { maxItems: 256 })),
    certificatesExpiryDate: optional(dateTime('When the first certificate on a control-plane Machine expires.')),
    conditions: optional(conditions('Statements about the Machine; Ready is their summary.')),
    deletion: optional(deletionProgress),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(struct('Status in the form of the v1beta1 API.', { conditions: optional(legacyConditions), ...legacyFailure })),
      }),
    ),
    failureDomain: optional(failureDomain('Failure domain in which the machine was placed.')),
    initialization: optional(
      struct(
        'First steps that, once done, stay done.',
        {
          bootstrapDataSecretCreated: optional(flag('Whether the bootstrap data is there.')),
          infrastructureProvisioned: optional(flag('Whether the provider has made the machine.')),
        },
        { minProperties: 1 },
      ),
    ),
    lastUpdated: optional(dateTime('When the phase last changed.')),
    nodeInfo: optional(zeroIs('kept', NodeInfo)),
    nodeRef: optional(NodeReference),
    observedGeneration: optional(observedGeneration),
    phase: optional(
      choice('Where the Machine is in its life, for people; programs read conditions.', [
        'Pending',
        'Provisioning',
        'Provisioned',
        'Running',
        'Updating',
        'Deleting',
        'Deleted',
        'Failed',
        'Unknown',
      ]),
    ),
  },
  { minProperties: 1 },
);
export type MachineStatus = Static<typeof MachineStatus>;
