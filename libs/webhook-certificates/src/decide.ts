import { days, later, milliseconds, minutes, seconds, type Duration, type Instant } from '@capi/seams';

import type { Authority, Observation, SeenPair, SeenSecret } from './observation.ts';

/** What is to happen to the Secret. */
export type SecretPlan =
  | { readonly step: 'rest' }
  /** Make a new pair; its authority comes first in the bundle, before these. */
  | { readonly step: 'issue'; readonly because: string; readonly beside: readonly Authority[] }
  /** The pair stays, the bundle becomes this. */
  | { readonly step: 'trust'; readonly bundle: readonly Authority[] };

/**
 * After this everybody uses the new certificate, trusted or not, and the authority of the one before goes. A process that is cut off
 * from the API server for so long is not called by it either.
 */
export const overlap: Duration = days(1);
/** API servers learn of a changed bundle by watching, within moments; several of them, some under load, get this long. */
export const propagation: Duration = seconds(30);
/** With nothing in sight the Secret is still looked at now and then, should a watch have missed something. */
const lookAtLeast: Duration = minutes(60);

/**
 * Keeps one good pair in the Secret. A Secret that is gone or broken is made anew; what this process serves stays trusted until the
 * new one is, so that no call fails meanwhile.
 */
export function decideSecret(seen: Observation): SecretPlan {
  const { now, secret, served } = seen;
  const valid = (authorities: readonly Authority[]): readonly Authority[] => distinct(authorities.filter(({ until }) => until > now));
  const own = served === undefined ? [] : [served.authority];
  const because = whyIssue(seen);
  if (because !== undefined) return { step: 'issue', because, beside: valid([...own, ...(secret?.bundle ?? [])]) };
  const { pair, bundle } = secret as SeenSecret & { readonly pair: SeenPair };
  const others = now < later(pair.from, overlap) ? [...bundle, ...own] : [];
  const wanted = distinct([pair.authority, ...valid(others)]);
  return sameBundle(bundle, wanted) ? { step: 'rest' } : { step: 'trust', bundle: wanted };
}

/** Why a new pair is needed, in a few words; undefined when the one of the Secret is good. */
function whyIssue({ now, secret }: Observation): string | undefined {
  if (secret === undefined) return 'there is none';
  const { pair } = secret;
  if ('broken' in pair) return pair.broken;
  if (now >= pair.until) return 'it has expired';
  if (now >= renewAt(pair)) return 'it expires soon';
  return pair.lacks.length === 0 ? undefined : `it is not good for ${pair.lacks.join(', ')}`;
}

/** Whether this process begins to serve the pair of the Secret, given one that differs from what it serves. */
export function mayServe({ now, secret, served, trustedFor }: Observation): boolean {
  if (secret === undefined || 'broken' in secret.pair || now >= secret.pair.until) return false;
  if (served === undefined || now >= served.until) return true;
  if (now >= later(secret.pair.from, overlap)) return true;
  return trustedFor !== undefined && trustedFor >= propagation;
}

/** How long nothing needs to be looked at, unless something changes. */
export function restFor({ now, secret, served, trustedFor }: Observation): Duration {
  if (secret === undefined || 'broken' in secret.pair) return lookAtLeast;
  const { pair, bundle } = secret;
  const moments: Instant[] = [renewAt(pair)];
  const switching = served !== undefined && served.authority.pem !== pair.authority.pem;
  if (bundle.length > 1 || switching) moments.push(later(pair.from, overlap));
  if (switching) moments.push(served.until);
  const waits = moments.map((moment) => moment - now).filter((wait) => wait > 0);
  if (switching && trustedFor !== undefined) waits.push(Math.max(0, propagation - trustedFor));
  return milliseconds(Math.min(lookAtLeast, ...waits));
}

/** Two thirds into its life, as cert-manager does by default. */
const renewAt = ({ from, until }: SeenPair): Instant => later(from, milliseconds(((until - from) * 2) / 3));

const distinct = (authorities: readonly Authority[]): readonly Authority[] => [
  ...new Map(authorities.map((authority) => [authority.pem, authority])).values(),
];

const sameBundle = (a: readonly Authority[], b: readonly Authority[]): boolean =>
  a.length === b.length && a.every(({ pem }, index) => pem === b[index]?.pem);
