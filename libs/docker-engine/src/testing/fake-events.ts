import type { ContainerEvent } from '../docker-engine.ts';

/** A stream of events that its reader takes one by one. */
export interface FakeEvents extends AsyncIterable<ContainerEvent> {
  push(event: ContainerEvent): void;
  /** The reader gets this error after the events that it has not read yet. */
  fail(error: Error): void;
}

export function fakeEvents(): FakeEvents {
  const waiting: ContainerEvent[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  return {
    push(event) {
      waiting.push(event);
      wake();
    },
    fail(error) {
      failure ??= error;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const event = waiting.shift();
        if (event !== undefined) yield event;
        else if (failure !== undefined) throw failure;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
