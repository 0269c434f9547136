import { unreachable } from '@capi/seams';

import type { Blocker } from './plan.ts';

/** A blocker in words, to follow "because". */
export function describe(blocker: Blocker): string {
  switch (blocker.kind) {
    case 'template-missing':
      return `${blocker.template} does not exist`;
    case 'preflight':
      return `${blocker.why} ("${blocker.check}" preflight check failed)`;
    case 'creation-disabled':
      return 'the annotation cluster.x-k8s.io/disable-machine-create is true';
    default:
      return unreachable(blocker);
  }
}
