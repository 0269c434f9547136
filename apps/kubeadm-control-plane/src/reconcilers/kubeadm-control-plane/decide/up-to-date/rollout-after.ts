import type { Instant } from '@capi/seams';

/** A rollout was asked for at a moment that has come, and the Machine is older than that. */
export const rolloutAfterReasons = (createdAt: Instant, after: Instant | undefined, now: Instant): readonly string[] =>
  after !== undefined && createdAt < after && after < now ? ['KubeadmControlPlane spec.rollout.after expired'] : [];
