import type { Wish } from './clusters.ts';

/** The cluster that several stories share: comes up in the first, goes in the last. */
export const quickStart: Wish = { namespace: 'default', name: 'quick-start', controlPlanes: 3, workers: 2 };
