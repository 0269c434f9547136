// `npm run node-image [-- --json | --check]`: builds the images of nodes and of the load balancer, without an engine or a registry, unless
// the cache has them. `--json` says what there is in one line on standard output, and everything else on the other stream; `--check`
// builds nothing, and says with exit code 2 why there are none and can be none here.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';

import type { Timed } from './build.ts';
import { areBuilt, buildNodeImages, nodeImages, whyNoImages } from './node-images.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } } });
const say = values.json ? console.error : console.log;
const timed: Timed = async (part, work) => {
  const start = performance.now();
  const result = await work();
  say(`${part.padEnd(24)} ${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s`);
  return result;
};

const images = nodeImages();
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort(new Error(`ended by ${name}`)));
try {
  if (values.check) {
    const reason = whyNoImages(images, console.error);
    if (reason !== undefined) console.log(reason);
    process.exit(reason === undefined ? 0 : 2);
  }
  if (!areBuilt(images)) await timed('all', () => buildNodeImages(images, { say, timed }, interrupted.signal));
  if (values.json) console.log(JSON.stringify(images));
  else
    say(`${images.archive}  ${(statSync(images.archive).size / 1e6).toFixed(0)} MB\n${images.names.map((name) => `  ${name}`).join('\n')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
