import type { Log, ProblemLog } from '@capi/controller-runtime';

import type { Store } from './store.ts';

/** A store whose failures to keep a change are told in the log: once when they begin, and once when they are over. */
export function toldStore(store: Store, problems: ProblemLog, log: Log): Store {
  const subject = 'store';
  return {
    load: () => store.load(),
    write(change) {
      try {
        store.write(change);
      } catch (error) {
        problems.failed({ error, subject, where: subject, level: 'error', message: 'A change was refused, since it cannot be kept' }, log);
        throw error;
      }
      problems.recovered(subject);
    },
    close: () => store.close(),
  };
}
