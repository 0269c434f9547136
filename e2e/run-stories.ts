// `npm run test:scenarios -- [names] [flags of Jest]`: the stories, where there is a kubectl to tell them with. Two at a time, each in a
// world of its own, where this process may make such worlds.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { goClusterctl, whyNoGoClusterctl } from './go-clusterctl/build.ts';
import { whyNoKubectl } from './harness/kubectl.ts';
import { apiServerKind, repository } from './harness/sandbox.ts';
import { findBinaries } from './real-apiserver/binaries.ts';
import { askedToEnd } from './telling/asked-to-end.ts';
import { storiesOf } from './telling/chapters.ts';
import { tellAll } from './telling/tell-all.ts';
import { tell } from './telling/tell.ts';
import { whyNoWorlds } from './telling/worlds.ts';

/** Builds what a story would build itself, since there is no network in its world. */
function prepare(stories: readonly string[]): void {
  if (apiServerKind !== 'real') return;
  findBinaries();
  if (stories.includes('go-clusterctl') && whyNoGoClusterctl() === undefined) goClusterctl();
}

async function run(): Promise<number> {
  const words = process.argv.slice(2);
  const all = readdirSync(join(repository, 'e2e/scenarios')).map((file) => file.replace(/\.ts$/, ''));
  const flags = words.filter((word) => word.startsWith('-'));
  const stories = storiesOf(
    all,
    words.filter((word) => !word.startsWith('-')),
  );
  const asked = askedToEnd();
  prepare(stories);
  const alone = whyNoWorlds() ?? (availableParallelism() < 2 ? 'there is one processor' : undefined);
  if (alone !== undefined) console.log(`one story at a time: ${alone}`);
  const folder = mkdtempSync(join(tmpdir(), 'capi-e2e-'));
  try {
    const telling = { ownWorld: whyNoWorlds() === undefined, folder, cache: join(tmpdir(), 'capi-e2e-jest'), flags };
    const failed = await tellAll(stories, alone === undefined ? 2 : 1, (story) => tell(story, telling, asked), asked);
    console.log(
      `${stories.length - failed.length} of ${stories.length} stories told${failed.length === 0 ? '' : `; not ${failed.join(', ')}`}`,
    );
    return asked.aborted ? Number(asked.reason) : Math.min(failed.length, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const reason = whyNoKubectl();
if (reason === undefined) process.exitCode = await run();
else console.log(`skipped: ${reason}`);
