import { always, kept, nonZero, time } from '../codecs.ts';
import { at, put } from '../json.ts';
import { listOf, mapping, moved, onlyUp, same, type Codec, type Mapping } from '../mapping.ts';

// Status of v1beta1 and of today live side by side in both versions, under other names: conversion moves them, and never makes the
// one from the other (api-conversion 4).

/** A time that is always written: Go writes its zero as null. */
const shownTime: Codec = {
  up: (value, before, known) => time.up(value, before, known) ?? null,
  down: (value, known) => time.down(value, known) ?? null,
};

/** Conditions in today's form. */
export const conditionsCodec: Codec = listOf(
  mapping(
    same(always(''), 'type', 'status', 'reason', 'message'),
    same(nonZero, 'observedGeneration'),
    same(shownTime, 'lastTransitionTime'),
  ),
);

/** Conditions in the form of v1beta1, with a severity. */
export const legacyConditionsCodec: Codec = listOf(
  mapping(same(always(''), 'type', 'status'), same(nonZero, 'severity', 'reason', 'message'), same(shownTime, 'lastTransitionTime')),
);

/** `status.conditions` of both forms. */
export const conditions: Mapping = mapping(
  moved('conditions', 'deprecated.v1beta1.conditions', legacyConditionsCodec),
  moved('v1beta2.conditions', 'conditions', conditionsCodec),
);

/** `failureReason` and `failureMessage`. */
export const failure: Mapping = mapping(
  moved('failureReason', 'deprecated.v1beta1.failureReason', kept),
  moved('failureMessage', 'deprecated.v1beta1.failureMessage', kept),
);

/** Counters of v1beta1, which the hub always shows beside its own. */
export const legacyCounters = (...names: readonly string[]): Mapping =>
  mapping(...names.map((name) => moved(name, `deprecated.v1beta1.${name}`, always(0))));

/** Today's counters of Machines. */
export const counters: Mapping = mapping(
  ...['readyReplicas', 'availableReplicas', 'upToDateReplicas'].map((name) => moved(`v1beta2.${name}`, name, kept)),
);

/** `status.deprecated.v1beta1` is there in the hub even when it says nothing. */
export const mirrorAlways: Mapping = onlyUp((_old, hub) => put(hub, 'deprecated.v1beta1', at(hub, 'deprecated.v1beta1') ?? {}));
