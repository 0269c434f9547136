import type { MachineSet } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { isBehind } from '../../generation.ts';

/**
 * Which labels and annotations this process has handed down to the Machines of a set, so that scaling a set does not make it look for
 * leftovers of an earlier template. It saves work only: what is not remembered is looked for.
 */
export interface HandedDown {
  /** Whether Machines may carry what an earlier template wanted and the present one does not. */
  mayHaveLeftovers(set: DeepReadonly<MachineSet>): boolean;
  /** Notes that all Machines are as the set's template says. */
  done(set: DeepReadonly<MachineSet>): void;
  forget(uid: string): void;
}

/** A {@link HandedDown} that knows nothing yet. */
export function handedDown(): HandedDown {
  const known = new Map<string, string>();
  const wanted = ({ spec }: DeepReadonly<MachineSet>): string => JSON.stringify(spec.template.metadata ?? {});
  return {
    mayHaveLeftovers: (set) => isBehind(set) && known.get(set.metadata.uid ?? '') !== wanted(set),
    done(set) {
      known.set(set.metadata.uid ?? '', wanted(set));
    },
    forget(uid) {
      known.delete(uid);
    },
  };
}
