// `.ci/run`: the README's test command, then the heavier lanes.
import { fileURLToPath } from 'node:url';

import { runLanes } from './lane.ts';

await runLanes(
  [
    { name: 'npm test', command: ['npm', 'test', '--silent'] },
    { name: 'real API server', command: ['npm', 'run', '--silent', 'test:real-apiserver'] },
    { name: 'container images', command: ['npm', 'run', '--silent', 'test:images'] },
    { name: 'client of a real Docker engine', command: ['npm', 'run', '--silent', 'test:docker-engine'] },
    { name: 'clusters on real containers', command: ['npm', 'run', '--silent', 'test:docker'] },
  ],
  fileURLToPath(new URL('../../', import.meta.url)),
);
