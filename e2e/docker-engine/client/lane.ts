// @capi/docker-engine against a real engine: node --conditions=@capi/source e2e/docker-engine/client/lane.ts
import { fileURLToPath } from 'node:url';

import { installEngine } from '../install-engine.ts';
import { inPrivateWorld } from '../private-world.ts';

const reason = installEngine();
if (reason === undefined) process.exitCode = await inPrivateWorld(fileURLToPath(new URL('inside.ts', import.meta.url)));
else console.log(`skipped: ${reason}`);
