import { instant } from '@capi/seams';

import { aPod, now } from '../testing.ts';
import { behaviourOf, type Behaviour } from './behaviour.ts';
import type { NodePod } from './node-pod.ts';

const evict = (...warnings: readonly string[]): Behaviour => ({ kind: 'evict', order: 0, warnings });
const lost = 'data in its emptyDir volumes are lost';
const alone = 'nothing will make it again';
const before = (milliseconds: number) => instant(now - milliseconds);

describe('behaviour of a drain', () => {
  test.each<{ rule: string; pod: Partial<NodePod>; unreachable?: boolean; is: Behaviour }>([
    { rule: 'evicts a Pod that nothing speaks for', pod: {}, is: evict() },
    { rule: 'leaves the Pods of a DaemonSet', pod: { controller: 'DaemonSet', daemonSet: 'exists' }, is: { kind: 'skip' } },
    {
      rule: 'evicts the Pods of a DaemonSet that is gone, for good',
      pod: { controller: 'DaemonSet', daemonSet: 'missing' },
      is: evict(alone),
    },
    { rule: 'evicts finished Pods of a DaemonSet', pod: { controller: 'DaemonSet', daemonSet: 'exists', finished: true }, is: evict() },
    { rule: 'leaves mirrors of static Pods', pod: { controller: 'Node', mirror: true }, is: { kind: 'skip' } },
    { rule: 'leaves mirrors whatever their label says', pod: { mirror: true, drainLabel: 'wait-completed' }, is: { kind: 'skip' } },
    { rule: 'warns of data that are lost', pod: { localData: true }, is: evict(lost) },
    { rule: 'warns when nothing makes the Pod again', pod: { controller: undefined as never }, is: evict(alone) },
    { rule: 'does not warn of finished Pods', pod: { controller: undefined as never, localData: true, finished: true }, is: evict() },
    { rule: 'leaves Pods that ask for it', pod: { drainLabel: 'skip' }, is: { kind: 'skip' } },
    { rule: 'waits for Pods that ask for it', pod: { drainLabel: 'wait-completed' }, is: { kind: 'await-completion', order: 0 } },
    { rule: 'knows the other spelling', pod: { drainLabel: 'waitcompleted' }, is: { kind: 'await-completion', order: 0 } },
    {
      rule: 'waits for a Pod whatever its phase',
      pod: { drainLabel: 'waitcompleted', finished: true },
      is: { kind: 'await-completion', order: 0 },
    },
    { rule: 'heeds no other value of the label', pod: { drainLabel: 'later' }, is: evict() },
    { rule: 'gives up on Pods of a silent kubelet', pod: { deletionTimestamp: before(1001) }, unreachable: true, is: { kind: 'skip' } },
    { rule: 'gives a silent kubelet a second', pod: { deletionTimestamp: before(1000) }, unreachable: true, is: evict() },
    { rule: 'waits for a kubelet that answers', pod: { deletionTimestamp: before(60_000) }, is: evict() },
  ])('$rule', ({ pod, unreachable = false, is }) => expect(behaviourOf(aPod('a', pod), { now, unreachable })).toEqual(is));
});
