import type { Draft, RollingUpdate } from '@capi/api';

import { invalid, type Finding } from '../finding.ts';

const percentage = /^[+-]?\d+%$/;

/** Whether a value is a number or a percentage such as `25%`. A number in quotes is neither. */
export const isIntOrPercent = (value: number | string): boolean => typeof value === 'number' || percentage.test(value);

/** A number or a percentage; absent is fine. */
export const validateIntOrPercent = (path: string, value: number | string | undefined): readonly Finding[] =>
  value === undefined || isIntOrPercent(value)
    ? []
    : [invalid(path, value, 'must be either an int or a percentage: write 1 without quotes, or 25%')];

/**
 * Bounds of a rolling update. Two plain zeros would never get anywhere; percentages of zero are let pass, as upstream does.
 * @param path of `rollingUpdate`
 */
export const validateRollingUpdate = (path: string, { maxSurge, maxUnavailable }: Draft<RollingUpdate> = {}): readonly Finding[] => [
  ...validateIntOrPercent(`${path}.maxSurge`, maxSurge),
  ...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable),
  ...(maxSurge === 0 && maxUnavailable === 0
    ? [invalid(path, { maxSurge, maxUnavailable }, 'maxSurge and maxUnavailable cannot both be 0; let one of them be 1')]
    : []),
];
