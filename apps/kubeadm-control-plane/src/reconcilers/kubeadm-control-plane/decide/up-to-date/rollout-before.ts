import { days, later, type Instant } from '@capi/seams';

/** The certificates on the Machine end sooner than `spec.rollout.before.certificatesExpiryDays` allows. Unknown dates never do. */
export const rolloutBeforeReasons = (expiry: Instant | undefined, within: number | undefined, now: Instant): readonly string[] =>
  expiry !== undefined && within !== undefined && within > 0 && later(now, days(within)) > expiry
    ? ['Certificates will expire soon, spec.rollout.before.certificatesExpiryDays is reached']
    : [];
