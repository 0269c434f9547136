import type { Wish } from './clusters.ts';

/** What `npm start -- --docker` brings up for who follows docs/start/docker.md: comes up in the first story, goes in the last. */
export const quickStart: Wish = { namespace: 'default', name: 'docker-quick-start', controlPlanes: 3, workers: 2 };
