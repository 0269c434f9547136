import { engineRefusal, type ContainerSpec, type DockerEngine } from '@capi/docker-engine';
import { milliseconds, OperationError, seconds, type Clock } from '@capi/seams';

import type { Trial } from './preflight/observation.ts';

const patience = seconds(20);
/** On an image that was built here, by `npm run node-image`. */
export const builtHereLabel = 'cluster-api.node-image';

/** Runs `true` in a privileged container, and takes the container away again. */
export async function tryPrivileged(engine: DockerEngine, image: string, name: string, clock: Clock, signal: AbortSignal): Promise<Trial> {
  const deadline = clock.monotonic() + patience;
  try {
    const container = await engine.create(trialContainer(image, name), signal);
    try {
      await engine.start(container, signal);
      for (;;) {
        const seen = await engine.inspect(container, signal);
        if (seen === undefined) return { outcome: 'failed', why: 'it vanished' };
        if (seen.state === 'exited') return verdict(seen.end?.exitCode, seen.end?.error, seen.labels[builtHereLabel] !== undefined);
        if (clock.monotonic() > deadline) return { outcome: 'failed', why: `it did not end within ${patience / 1000} s` };
        await clock.sleep(milliseconds(50), signal);
      }
    } finally {
      await engine.remove(container, signal);
    }
  } catch (error) {
    // An engine that went away meanwhile is told of by whoever asks it next.
    if (error instanceof OperationError && engineRefusal(error) !== 'unreachable') return { outcome: 'failed', why: error.failure.why };
    throw error;
  }
}

const verdict = (exitCode: number | undefined, why: string | undefined, builtHere: boolean): Trial =>
  exitCode === 0 ? { outcome: 'ran', builtHere } : { outcome: 'failed', why: why ?? `it ended with exit code ${exitCode}` };

/** Does nothing, with all rights. */
export const trialContainer = (image: string, name: string): ContainerSpec => ({
  name,
  hostname: name,
  image,
  labels: {},
  entrypoint: ['true'],
  tty: false,
  environment: {},
  privileged: true,
  securityOptions: ['seccomp=unconfined', 'apparmor=unconfined'],
  network: 'none',
  tmpfs: {},
  volumes: [],
  mounts: [],
  devices: [],
  restartPolicy: { name: 'no' },
  cgroupNamespace: 'private',
  sysctls: {},
  publish: {},
});
