import { OperationError } from '@capi/seams';

import { ApiError } from '../client/api-error.ts';
import { serverTrouble } from '../client/server-trouble.ts';

/**
 * What two failures have in common when they are one problem: a text to compare, not to show. Trouble of a server, and what was foreseen
 * to fail and is about no object, is one problem for all who meet it; anything else is one only where it happens and as long as it says
 * the same.
 * @param where who failed, for what is nobody else's trouble: the name of a controller
 */
export function problemOf(error: unknown, where: string): string {
  const trouble = serverTrouble(error);
  if (trouble instanceof ApiError) return `answer ${trouble.code}: ${trouble.isStatus ? trouble.message : 'from something in between'}`;
  if (trouble !== undefined) return `no answer: ${trouble.unreachable ?? trouble.message}`;
  if (error instanceof OperationError && error.failure.object === undefined) return error.message;
  return `${where}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
}
