import type { Static } from 'typebox';

import { described, int32, optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { conditions, legacyConditions, legacyFailure } from '../../shapes/v1beta2/condition.ts';
import {
  clusterName,
  DeletionOrder,
  LabelSelector,
  machineNaming,
  MachineTemplateSpec,
  observedGeneration,
  replicaCounters,
  selectorText,
  versions,
} from '../../shapes/v1beta2/machine.ts';

/** `spec` of a MachineSet. */
export const MachineSetSpec = struct('The Machines that are wanted.', {
  clusterName,
  deletion: optional(DeletionOrder),
  machineNaming: optional(machineNaming),
  replicas: optional(int32('Machines wanted; 1 when absent.')),
  selector: described(LabelSelector, 'Labels by which the Machines of this set are told; they must be among those of the template.'),
  template: MachineTemplateSpec,
});
export type MachineSetSpec = Static<typeof MachineSetSpec>;

/** `status` of a MachineSet. */
export const MachineSetStatus = struct(
  'What was last seen of the Machines.',
  {
    ...replicaCounters,
    conditions: optional(conditions('Statements about the set.')),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(
          struct('Status in the form of the v1beta1 API.', {
            availableReplicas: optional(zeroIs('shown', int32('Machines whose Node has been ready for long enough.'))),
            conditions: optional(legacyConditions),
            ...legacyFailure,
            fullyLabeledReplicas: optional(zeroIs('shown', int32('Machines that carry all labels of the template.'))),
            readyReplicas: optional(zeroIs('shown', int32('Machines whose Node is ready.'))),
          }),
        ),
      }),
    ),
    observedGeneration: optional(observedGeneration),
    selector: optional(selectorText),
    versions: optional(versions),
  },
  { minProperties: 1 },
);
export type MachineSetStatus = Static<typeof MachineSetStatus>;
