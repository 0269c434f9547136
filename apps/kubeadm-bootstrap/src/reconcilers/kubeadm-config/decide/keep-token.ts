import { between, milliseconds, parseInstant } from '@capi/seams';

import type { Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** A token is looked at when a third of its life has passed, as upstream does. */
export const tokenLooksPerLife = 3;

/**
 * A machine that has its data but has not joined may still need its token, so the token is kept alive. It was made just before
 * the data; until it is due for the first time there is nothing to look at.
 */
export const keepToken: Rule<ReadyObservation> = ({ config, owner, now, tokenLifetime }) => {
  if (config.status?.initialization?.dataSecretCreated !== true) return undefined;
  const token = config.spec?.joinConfiguration?.discovery?.bootstrapToken?.token;
  if (token === undefined || owner.hasNode) return { step: 'rest' };
  const available = config.status.conditions?.find(({ type, status }) => type === 'DataSecretAvailable' && status === 'True');
  const since = parseInstant(available?.lastTransitionTime ?? '');
  const left = since === undefined ? 0 : tokenLifetime / tokenLooksPerLife - between(since, now);
  return { step: 'keep-token', due: milliseconds(Math.max(0, left)) };
};
