import { between, parseInstant, seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import type { Rule } from './plan.ts';

/** How long whoever made a Machine may take to make what it refers to, before the Machine says that it is missing. */
export const makingOfReferences = seconds(2);

/**
 * A Machine is made before what it refers to, so that the references can carry its identity from birth. Until they are there, or
 * late, it would only say that they are missing, and take it back a moment later.
 */
export const awaitReferences: Rule = (seen) => {
  const isMissing = seen.bootstrap.state === 'missing' || seen.infrastructure.state === 'missing';
  return isMissing && seen.machine.status?.phase === undefined && isYoung(seen) ? { step: 'await-references' } : undefined;
};

function isYoung({ machine, now }: Observation): boolean {
  const createdAt = parseInstant(machine.metadata.creationTimestamp ?? '');
  return createdAt !== undefined && between(createdAt, now) < makingOfReferences;
}
