import type { Clock, Random } from '@capi/seams';

import { RefusedByFunction } from './template-error.ts';
import type { TemplateKeys } from './template-keys.ts';

/** What a few functions take from outside of a template. Where something is left out, the functions refuse that need it. */
export interface Surroundings {
  /** For `ago`, `durationRound` and the validity of certificates. */
  readonly clock?: Pick<Clock, 'now'>;
  /** For `randInt` and `shuffle`. */
  readonly random?: Pick<Random, 'next'>;
  /** For passwords, encryption, keys and certificates. */
  readonly keys?: TemplateKeys;
}

/** What is asked for, or a refusal that says what is missing. */
export function required<Name extends keyof Surroundings>(surroundings: Surroundings, name: Name): NonNullable<Surroundings[Name]> {
  const found = surroundings[name];
  if (found === undefined) throw new RefusedByFunction(`what is rendered here must not depend on ${needs[name]}`);
  return found as NonNullable<Surroundings[Name]>;
}

const needs: Readonly<Record<keyof Surroundings, string>> = { clock: 'the time', random: 'chance', keys: 'new keys' };
