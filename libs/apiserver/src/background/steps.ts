/**
 * Work that runs in one go unless it has to ask somebody outside the process: a generator that yields the promises it waits for.
 * Between two yields nothing else runs, so what reads and writes the store without waiting stays one piece, and a request that no
 * webhook has a say in is answered without a turn of the event loop.
 */
export type Steps<Result> = Generator<Promise<unknown>, Result, unknown>;

/** Waits for a promise, within steps. */
export function* waitFor<Value>(promise: Promise<Value>): Steps<Value> {
  return (yield promise) as Value;
}

/** Runs steps to their end: at once when they wait for nothing, else by a promise. What the steps throw is thrown or rejected. */
export function run<Result>(steps: Steps<Result>): Result | Promise<Result> {
  const first = steps.next();
  return first.done === true ? first.value : finish(steps, first.value);
}

async function finish<Result>(steps: Steps<Result>, waiting: Promise<unknown>): Promise<Result> {
  let pending = waiting;
  for (;;) {
    const next = await pending.then(
      (value) => steps.next(value),
      (error: unknown) => steps.throw(error),
    );
    if (next.done === true) return next.value;
    pending = next.value;
  }
}

/** A function of steps as one that answers at once or by a promise. */
export const inSteps =
  <Args extends readonly unknown[], Result>(work: (...args: Args) => Steps<Result>): ((...args: Args) => Result | Promise<Result>) =>
  (...args) =>
    run(work(...args));

/**
 * Runs steps that cannot have to wait: writes of the server itself to its own kinds.
 * @throws Error when they wait after all
 */
export function runNow<Result>(steps: Steps<Result>): Result {
  const { done, value } = steps.next();
  if (done !== true) throw new Error('work that was to be done at once waits for a webhook');
  return value;
}
