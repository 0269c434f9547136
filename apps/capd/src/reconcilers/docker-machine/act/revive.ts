import type { DockerBackend } from '../../../backends/docker/docker-backend.ts';
import type { Task } from '../../../backends/docker/work/work.ts';
import type { Result, Stage } from '../observation.ts';

/** Starts a container again that the engine did not get going by itself. */
export const reviveTask = (
  { engine, containers }: Pick<DockerBackend, 'engine' | 'containers'>,
  container: string,
): Task<Stage, Result> => ({
  name: 'revive',
  async run(reach, signal) {
    reach({ part: 'container', doing: `Starting container ${container} again` });
    await engine.start(container, signal);
    await containers.refresh(container, signal);
    return { kind: 'started' };
  },
});
