import { systemRandom } from '@capi/controller-runtime';
import { createDockerEngine } from '@capi/docker-engine';
import { terminal } from '@capi/seams';

import { loadArchive } from './load-archive.ts';
import { observe, type Surroundings } from './observe.ts';
import { describeFinding, findings } from './preflight/preflight.ts';
import type { Wanted } from './wanted.ts';

export interface DockerSurroundings extends Pick<Surroundings, 'clock' | 'say' | 'ownsNothing'> {
  /** The variables of the `docker` command. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Makes sure, before anything starts, that clusters of real containers can come up, and says in one line each what is missing.
 * @throws a terminal OperationError when something essential is
 */
export async function requireDocker(
  wanted: Wanted,
  { environment, clock, ...around }: DockerSurroundings,
  signal: AbortSignal,
): Promise<void> {
  const engine = createDockerEngine({ environment, clock });
  const seen = await observe(
    engine,
    wanted,
    { loadArchive: (ending) => loadArchive(environment, ending), clock, random: systemRandom(), ...around },
    signal,
  );
  const found = findings(seen);
  for (const finding of found) around.say(describeFinding(finding));
  const essential = found.filter((finding) => finding.essential).length;
  if (essential > 0) {
    throw terminal({
      action: 'start with real containers',
      why: essential === 1 ? 'what is named above is missing' : `the ${essential} things named above are missing`,
      hint: 'nothing was started; without --docker machines are simulated',
    });
  }
  if (seen.engine.answers) around.say(`Docker ${seen.engine.version} at ${seen.engine.address}`);
}
