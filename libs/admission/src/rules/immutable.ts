import { isSameJson } from '@capi/seams';

import { forbidden, invalid, type Finding } from '../finding.ts';

/** A field whose change is forbidden, as that of the Cluster an object belongs to. Absent and empty are the same. */
export const forbidChange = (path: string, before: string | undefined, now: string | undefined): readonly Finding[] =>
  (before ?? '') === (now ?? '') ? [] : [forbidden(path, `field is immutable; it was "${before ?? ''}": make a new object instead`)];

/** A field whose new value is invalid because there is an old one that differs, compared as JSON. */
export const refuseChange = (path: string, before: unknown, now: unknown): readonly Finding[] =>
  isSameJson(before, now) ? [] : [invalid(path, now, 'field is immutable; make a new object instead')];

/** As {@link refuseChange}, for a text that may be set once. Absent and empty are the same. */
export const refuseChangeOnceSet = (path: string, before: string | undefined, now: string | undefined): readonly Finding[] =>
  (before ?? '') === '' ? [] : refuseChange(path, before, now ?? '');
