import { printInstant, type Instant } from '@capi/seams';

const mostNames = 3;

/**
 * What is waited for until volumes are detached, for people.
 * @param since when the wait began
 */
export function describeVolumes(awaited: readonly string[], since: Instant): string {
  const lines = awaited.slice(0, mostNames).map((volume) => `* ${volume}`);
  const more = awaited.length > mostNames ? [`* and ${awaited.length - mostNames} more`] : [];
  return [`Waiting since ${printInstant(since)} for volumes to be detached from the Node:`, ...lines, ...more].join('\n');
}
