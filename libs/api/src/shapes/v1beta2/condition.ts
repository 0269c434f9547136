import { Type, type Static } from 'typebox';

import type { Condition } from '../../meta/object.ts';
import { conditionReason, conditionType } from '../../schema/patterns.ts';
import { choice, dateTime, int64, mapList, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';

// Upstream writes out what a condition needs even where it is empty.

/** `metav1.Condition` with the bounds that every kind shares. The API server wants `message` too, so writers always set it. */
const ConditionShape = Type.Unsafe<Condition>(
  struct('One statement about the object.', {
    lastTransitionTime: zeroIs('shown', dateTime('When the status last went from one value to another.')),
    message: zeroIs('shown', text('What a person needs to know about the present state; may be empty.', { maxLength: 32_768 })),
    observedGeneration: optional(
      zeroIs(
        'dropped',
        int64('Generation of the object that the statement was made about; behind metadata.generation, it is out of date.', { minimum: 0 }),
      ),
    ),
    reason: zeroIs(
      'shown',
      text('One CamelCase word for programs: why the status is what it is.', {
        minLength: 1,
        maxLength: 1024,
        pattern: conditionReason,
      }),
    ),
    status: zeroIs('shown', choice('Whether the statement holds.', ['True', 'False', 'Unknown'])),
    type: zeroIs(
      'shown',
      text('What the statement is about, such as Ready or Paused; one entry per type.', { maxLength: 316, pattern: conditionType }),
    ),
  }),
);

/** `status.conditions` of every kind. */
export const conditions = (meaning: string) => mapList(meaning, ['type'], ConditionShape, { maxItems: 32 });

/** A condition in the form of the v1beta1 API: with a severity, without observedGeneration. */
export const LegacyCondition = struct('One statement about the object in the form of the v1beta1 API.', {
  lastTransitionTime: zeroIs('shown', dateTime('When any part of the condition last changed.')),
  message: optional(text('Details for people; absent while the status is True.', { minLength: 1, maxLength: 10_240 })),
  reason: optional(text('One CamelCase word for programs; absent while the status is True.', { minLength: 1, maxLength: 256 })),
  severity: optional(text('How bad a status of False is: Error, Warning or Info; empty otherwise.', { maxLength: 32 })),
  status: zeroIs('shown', text('True, False or Unknown.')),
  type: zeroIs('shown', text('What the statement is about; one entry per type.', { minLength: 1, maxLength: 256 })),
});
/** A condition in the form of the v1beta1 API. */
export type LegacyCondition = Static<typeof LegacyCondition>;

/** `status.deprecated.v1beta1.conditions`. */
export const legacyConditions = plainList('Conditions in the form of the v1beta1 API, for clients that still read those.', LegacyCondition);

const failureReason = text('One word for the last failure that an old provider called final; nothing acts on it.');

/** The two fields in which old releases reported failures that they took for final. */
export const legacyFailure = {
  failureMessage: optional(
    zeroIs(
      'kept',
      text('Text of the last failure that an old provider called final; nothing acts on it.', { minLength: 1, maxLength: 10_240 }),
    ),
  ),
  failureReason: optional(zeroIs('kept', failureReason)),
};

/** The same for control planes, where an empty reason is as good as none. */
export const legacyControlPlaneFailure = { ...legacyFailure, failureReason: optional(failureReason) };

/** `status.deprecated` of kinds that have nothing to keep there but conditions. */
export const deprecatedConditions = optional(
  struct('What older API versions showed.', {
    v1beta1: optional(struct('Status in the form of the v1beta1 API.', { conditions: optional(legacyConditions) })),
  }),
);
