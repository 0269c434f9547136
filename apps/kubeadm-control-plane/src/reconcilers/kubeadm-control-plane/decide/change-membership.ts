import type { Observation, SeenMachine } from '../observation.ts';
import { chooseFailureDomain } from './choose-failure-domain.ts';
import { leadershipHeirs, leads } from './etcd-farewell.ts';
import { wait, type Blocker, type Cause, type Plan } from './plan.ts';
import { preflight } from './preflight.ts';

/** Adds a Machine that joins, unless something stands against it. */
export function addMachine(seen: Observation, cause: Cause): Plan {
  const blockers = preflight(seen);
  if (isNonEmpty(blockers)) return wait(cause, blockers);
  return { step: 'create', cause, name: seen.drawn.nextName, failureDomain: chooseFailureDomain(seen), form: 'join' };
}

/** Takes `victim` away, unless something stands against it. Its etcd member leaves later, when the Machine has been drained. */
export function removeMachine(seen: Observation, cause: Cause, victim: SeenMachine): Plan {
  const blockers = preflight(seen, victim);
  if (isNonEmpty(blockers)) return wait(cause, blockers);
  if (!seen.stackedEtcd || victim.node === undefined) return { step: 'delete', cause, name: victim.name, leadership: [] };
  if (seen.etcd.kind !== 'read') return wait(cause, [{ kind: 'etcd-unread', why: whyUnread(seen) }]);
  const leadership = leadershipHeirs(seen, victim);
  if (leadership.length === 0 && leads(seen, victim)) return wait(cause, [{ kind: 'quorum-at-risk', member: victim.node }]);
  return { step: 'delete', cause, name: victim.name, leadership };
}

/** Why etcd's members are not known, for people. */
export const whyUnread = (seen: Observation): string => (seen.etcd.kind === 'unread' ? seen.etcd.why : 'its members are not known');

export const isNonEmpty = (blockers: readonly Blocker[]): blockers is readonly [Blocker, ...Blocker[]] => blockers.length > 0;
