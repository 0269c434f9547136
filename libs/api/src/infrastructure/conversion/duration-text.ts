import { parseDuration, printDuration } from '@capi/seams';

import type { Codec } from '../../conversion/mapping.ts';

/**
 * A duration that is a text in both versions, written as Go writes it.
 * @param always absent is written as `0s`
 */
export const durationText = ({ always = false }: { readonly always?: boolean } = {}): Codec => {
  const rewrite = (value: unknown): unknown => {
    const duration = typeof value === 'string' ? parseDuration(value) : undefined;
    if (duration !== undefined) return printDuration(duration);
    return always ? '0s' : undefined;
  };
  return { up: rewrite, down: rewrite };
};
