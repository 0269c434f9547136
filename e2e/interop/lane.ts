// `npm run test:interop -- [combination…]`: each of the four providers ours or upstream's, against the real API server. A combination names
// those that are upstream's (`core+capd`, `none`, `all`); without any, all sixteen are tried, which takes about an hour.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { whyNoKubectl } from '../harness/kubectl.ts';
import { installManifests, release } from '../harness/released.ts';
import { apps } from '../harness/sandbox.ts';
import { findBinaries } from '../real-apiserver/binaries.ts';
import { upstreamManagers, whyNoUpstreamManagers } from '../upstream-managers/build.ts';
import { combinations, nameOf, parseCombination } from './combinations.ts';
import { tryCombination, type Outcome } from './try-combination.ts';

const described = ({ seconds, failure }: Outcome): string => {
  const times = Object.entries(seconds).map(([step, took]) => `${step} ${took.toFixed(1)}`);
  return failure === undefined ? `passed  ${times.join(', ')}` : `FAILED  ${times.join(', ')}: ${failure}`;
};

async function run(): Promise<boolean> {
  const wanted = process.argv.slice(2).map(parseCombination);
  const upstream = upstreamManagers();
  const folder = mkdtempSync(join(tmpdir(), 'capi-interop-'));
  await release('v0.1.0', join(folder, 'release'));
  const files = installManifests('v0.1.0', join(folder, 'release'));
  const ours = Object.fromEntries(apps.map((app, index) => [app, files[index] ?? '']));
  console.log("seconds of each step; a combination names the providers that are upstream's");
  let passed = true;
  for (const theirs of wanted.length === 0 ? combinations() : wanted) {
    const outcome = await tryCombination(theirs, { ours, upstream, folder: join(folder, 'kept') });
    console.log(`${nameOf(theirs).padEnd(50)} ${described(outcome)}`);
    for (const remark of outcome.remarks) console.log(`  ${remark}`);
    passed &&= outcome.failure === undefined;
  }
  rmSync(join(folder, 'release'), { recursive: true });
  console.log(`logs, and the objects of what failed: ${join(folder, 'kept')}`);
  return passed;
}

const binaries = findBinaries();
const reason = whyNoKubectl() ?? (typeof binaries === 'string' ? binaries : whyNoUpstreamManagers());
if (reason === undefined) {
  if (!(await run())) process.exitCode = 1;
} else {
  console.log(`skipped: ${reason}`);
}
