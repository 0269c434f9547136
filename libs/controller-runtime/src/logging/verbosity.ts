/** How much is logged: as `-v`. May change while the process runs. */
export interface Verbosity {
  readonly level: number;
  set(level: number): void;
}

export function createVerbosity(initial: number): Verbosity {
  let level = initial;
  return {
    get level() {
      return level;
    },
    set(next) {
      level = next;
    },
  };
}
