import { eventually as lookEvery } from '../../harness/eventually.ts';

const pause = 1000;

/**
 * Looks once a second until `look` answers something: as elsewhere in e2e, but real nodes need the processors more than those who watch them,
 * and each look is a process or two. `seconds` is for what hangs; several clusters at once on two processors take their time.
 */
export const eventually = <T>(what: string, look: () => Promise<T | undefined>, seconds = 300): Promise<T> =>
  lookEvery(what, look, seconds, pause);
