import type { TProperties } from 'typebox';

import { int32, optional, struct } from '../../schema/vocabulary.ts';
import { conditions, legacyConditions } from '../v1beta2/condition.ts';

/** `status.conditions` in v1beta1. */
export const statusConditions = optional(legacyConditions);

/** Counters of Machines with today's meaning, which v1beta1 keeps apart from its own. */
export const newReplicaCounters = {
  availableReplicas: optional(int32('Machines that have been Ready for long enough to count on.')),
  readyReplicas: optional(int32('Machines that are Ready.')),
  upToDateReplicas: optional(int32('Machines that are as the spec wants them.')),
};

/** `status.v1beta2` in v1beta1: what of the newer status the older one has no other place for; `more` stands beside the conditions. */
export const newStatus = <P extends TProperties>(more: P) =>
  optional(
    struct('Status in the form of the v1beta2 API.', {
      ...more,
      conditions: optional(conditions('Statements about the object, in the form of the v1beta2 API.')),
    }),
  );
