import { engineRefusal, type DockerEngine } from '@capi/docker-engine';
import { milliseconds, type Clock } from '@capi/seams';

import type { DockerMetrics } from '../../../metrics.ts';
import { aroundCalls } from './around-calls.ts';

/** An engine whose calls are counted and timed. */
export const meteredEngine = (engine: DockerEngine, metrics: DockerMetrics, clock: Clock): DockerEngine =>
  aroundCalls(engine, async (operation, signal, call) => {
    const started = clock.monotonic();
    const ended = (outcome: string): void => metrics.requested(operation, outcome, milliseconds(clock.monotonic() - started));
    try {
      const answer = await call(signal);
      ended('ok');
      return answer;
    } catch (error) {
      ended(signal.aborted ? 'aborted' : (engineRefusal(error) ?? 'other'));
      throw error;
    }
  });
