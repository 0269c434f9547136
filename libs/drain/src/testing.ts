import { instant } from '@capi/seams';

import type { NodePod } from './pods/node-pod.ts';

export const now = instant(1_767_225_600_000);

/** A Pod that a ReplicaSet made and that runs. */
export const aPod = (name: string, parts: Partial<NodePod> = {}): NodePod => ({
  namespace: 'shop',
  name,
  uid: `uid of ${name}`,
  finished: false,
  controller: 'ReplicaSet',
  mirror: false,
  localData: false,
  claims: [],
  ...parts,
});
