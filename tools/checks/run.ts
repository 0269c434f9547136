// `npm test`: every check of the house on every commit. Names as arguments pick some: `npm test -- lint types`.
import { fileURLToPath } from 'node:url';

import { runLanes, type Lane } from './lane.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lanes: readonly Lane[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'tests', command: ['npm', 'run', '--silent', 'jest'] },
  { name: 'dead-code', command: ['npm', 'run', '--silent', 'dead-code'] },
  { name: 'bundles', command: ['npm', 'run', '--silent', 'bundle'] },
  { name: 'parity', command: ['node', '--conditions=@capi/source', 'tools/checks/parity.ts'] },
  { name: 'scenarios', command: ['npm', 'run', '--silent', 'test:scenarios'] },
];
const names = process.argv.slice(2);
const unknown = names.filter((name) => lanes.every((lane) => lane.name !== name));
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(', ')}; there are ${lanes.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
await runLanes(names.length === 0 ? lanes : lanes.filter(({ name }) => names.includes(name)), root);
