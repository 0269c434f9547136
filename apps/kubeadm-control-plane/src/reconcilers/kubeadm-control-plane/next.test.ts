import { awaitChange, type Next } from '@capi/controller-runtime';
import { milliseconds, minutes, seconds, type Duration } from '@capi/seams';

import { decide } from './decide/decide.ts';
import { next } from './next.ts';
import type { Observation } from './observation.ts';
import { aControlPlane, aMachine, anEtcd, someMachines } from './testing.ts';

const after = (duration: Duration): Next => expect.objectContaining({ kind: 'recheck', after: duration }) as Next;

describe('next look at a control plane', () => {
  test.each<{ rule: string; seen: Observation; lag?: Duration; look: Next }>([
    { rule: 'comes after a minute when all is well, for etcd', seen: aControlPlane(), look: after(minutes(1)) },
    {
      rule: 'comes soon while a change waits for health',
      seen: aControlPlane({ desired: 5, machines: [...someMachines(2), aMachine({ name: 'c', failing: ['SchedulerPodHealthy'] })] }),
      look: after(seconds(5)),
    },
    {
      rule: 'comes at once while etcd settles',
      seen: aControlPlane({ machines: [...someMachines(2), aMachine({ name: 'c', failing: ['EtcdMemberHealthy'] })] }),
      look: after(seconds(1)),
    },
    {
      rule: 'comes at once while etcd has a member too many',
      seen: aControlPlane({ etcd: anEtcd(['cp-0', 'cp-1', 'cp-2', 'x']) }),
      look: after(seconds(1)),
    },
    {
      rule: 'comes when load balancers have had their time to hear of a deletion',
      seen: aControlPlane({
        loadBalancerGrace: seconds(62),
        machines: [aMachine({ deleting: true, awaitsHooks: true }), ...someMachines(3).slice(1)],
      }),
      look: after(seconds(2)),
    },
    {
      rule: 'comes at once while kubeadm init runs',
      seen: aControlPlane({ initialized: false, machines: [aMachine({ provisioning: true })] }),
      look: after(milliseconds(500)),
    },
    { rule: 'is left to events before the first Machine', seen: aControlPlane({ initialized: false, machines: [] }), look: awaitChange },
    {
      rule: 'is left to the connection while there is none',
      seen: aControlPlane({ workload: { kind: 'disconnected', why: 'x', silent: false } }),
      look: awaitChange,
    },
    { rule: 'is left to the Machines while it is deleted', seen: aControlPlane({ deleting: true }), look: awaitChange },
    { rule: 'is left to users while it is paused', seen: aControlPlane({ pausedBy: ['x'] }), look: awaitChange },
    {
      rule: 'comes for dates alone when etcd runs elsewhere',
      seen: aControlPlane({ stackedEtcd: false, etcd: { kind: 'external' } }),
      look: after(minutes(10)),
    },
    { rule: 'comes when small news is due', seen: aControlPlane(), lag: seconds(2), look: after(seconds(2)) },
  ])('$rule', ({ seen, lag, look }) => expect(next(seen, { plan: decide(seen), ...(lag === undefined ? {} : { lag }) })).toEqual(look));
});
