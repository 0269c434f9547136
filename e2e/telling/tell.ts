import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../harness/sandbox.ts';
import { runToEnd } from './run-to-end.ts';
import { inWorldOfItsOwn } from './worlds.ts';

/** How a story went. */
export interface Told {
  readonly story: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** What there is to read of it: all that was printed when it failed, else just what the story itself said. */
  readonly report: string;
}

export interface Telling {
  readonly ownWorld: boolean;
  /** Where stories leave their files, which go with them. */
  readonly folder: string;
  /** Where Jest keeps what it knows of the sources, for all of them. */
  readonly cache: string;
  /** Further flags of Jest. */
  readonly flags: readonly string[];
}

/** Tells one story. */
export async function tell(story: string, { ownWorld, folder, cache, flags }: Telling, asked: AbortSignal): Promise<Told> {
  const jest = [
    process.execPath,
    '--conditions=@capi/source',
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--config=e2e/jest.config.mjs',
    `--cacheDirectory=${cache}`,
    ...flags,
    '--runTestsByPath',
    `e2e/scenarios/${story}.ts`,
  ] as const;
  const temporary = join(folder, story);
  mkdirSync(temporary);
  const began = performance.now();
  const { code, stdout, stderr } = await runToEnd(
    ownWorld ? inWorldOfItsOwn(jest) : jest,
    {
      cwd: repository,
      // Programs written in Go live but a moment here, most of which kubectl would spend on collecting garbage.
      environment: { TMPDIR: temporary, KUBECACHEDIR: join(temporary, 'kubectl'), GOGC: '400' },
      passedThrough: false,
      // Nothing outlives its world; elsewhere a sandbox ends what it has started.
      last: ownWorld ? 'SIGKILL' : 'SIGTERM',
    },
    asked,
  );
  const seconds = (performance.now() - began) / 1000;
  rmSync(temporary, { recursive: true, force: true });
  return { story, passed: code === 0, seconds, report: code === 0 ? stdout : stdout + stderr };
}
