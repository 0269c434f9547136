import type { DockerEngine } from '@capi/docker-engine';
import { minutes, OperationError } from '@capi/seams';

/** The images of an engine, each of which is pulled once however many machines wait for it. */
export interface Images {
  /**
   * @param pulling is called when the engine does not have the image
   * @throws OperationError when it cannot be pulled either
   */
  ensure(image: string, pulling: () => void, signal: AbortSignal): Promise<void>;
}

interface Pull {
  readonly ended: Promise<void>;
  /** Of who pulls: aborted when its machine goes. */
  readonly signal: AbortSignal;
}

export function createImages(engine: DockerEngine): Images {
  const underWay = new Map<string, Pull>();

  const pull = (image: string, signal: AbortSignal): Promise<void> => {
    const ended = engine
      .pull(image, signal)
      .catch(unhurried)
      .finally(() => underWay.delete(image));
    underWay.set(image, { ended, signal });
    return ended;
  };

  return {
    async ensure(image, pulling, signal) {
      if ((await engine.image(image, signal)) !== undefined) return;
      pulling();
      for (;;) {
        const others = underWay.get(image);
        if (others === undefined) return pull(image, signal);
        try {
          return await unlessAborted(others.ended, signal);
        } catch (error) {
          // Only because the machine of who pulled goes: one of those that wait pulls then.
          if (!others.signal.aborted || signal.aborted) throw error;
        }
      }
    },
  };
}

/** A registry that is not there is looked for less and less, down to once in some minutes: it is asked for as many machines as wait. */
function unhurried(error: unknown): never {
  if (error instanceof OperationError && error.retry === 'transient') {
    throw new OperationError('transient', { ...error.failure, retryWithin: minutes(5) }, error.cause);
  }
  throw error;
}

async function unlessAborted(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([ended, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
