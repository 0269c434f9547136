import type { SeenEtcd } from '../observation.ts';
import { aControlPlane, aMachine, anEtcd, someMachines } from '../testing.ts';
import { keepsQuorum, type MembershipChange } from './quorum.ts';

const failing = (name: string) => aMachine({ name, failing: ['EtcdMemberHealthy'] });
const withLearner: SeenEtcd = {
  kind: 'read',
  members: [
    { id: '1', name: 'cp-0', learner: false, alarms: [] },
    { id: '2', name: 'cp-1', learner: true, alarms: [] },
  ],
};
const withAlarm: SeenEtcd = {
  kind: 'read',
  members: [
    { id: '1', name: 'cp-0', learner: false, alarms: [] },
    { id: '2', name: 'gone', learner: false, alarms: ['CORRUPT'] },
    { id: '3', name: 'also-gone', learner: false, alarms: [] },
  ],
};
const three = ['cp-0', 'cp-1', 'cp-2'];

describe('quorum projection', () => {
  test.each<{ rule: string; machines: ReturnType<typeof someMachines>; etcd: SeenEtcd; change: MembershipChange; keeps: boolean }>([
    { rule: 'survives one of three going', machines: someMachines(3), etcd: anEtcd(three), change: { removing: 'cp-0' }, keeps: true },
    {
      rule: 'does not survive one of three going while another fails',
      machines: [...someMachines(2), failing('cp-2')],
      etcd: anEtcd(three),
      change: { removing: 'cp-0' },
      keeps: false,
    },
    {
      rule: 'gains by the failing one going',
      machines: [...someMachines(2), failing('cp-2')],
      etcd: anEtcd(three),
      change: { removing: 'cp-2' },
      keeps: true,
    },
    {
      rule: 'of five tolerates one that goes and one that fails',
      machines: [...someMachines(4), failing('cp-4')],
      etcd: anEtcd([...three, 'cp-3', 'cp-4']),
      change: { removing: 'cp-0' },
      keeps: true,
    },
    {
      rule: 'lets a second member join the only one',
      machines: someMachines(1),
      etcd: anEtcd(['cp-0']),
      change: { adding: true },
      keeps: true,
    },
    {
      rule: 'counts a member that joins as failing until it has shown otherwise',
      machines: [aMachine(), failing('cp-1')],
      etcd: anEtcd(['cp-0', 'cp-1']),
      change: { adding: true },
      keeps: false,
    },
    { rule: 'changes nothing next to a learner', machines: someMachines(2), etcd: withLearner, change: { removing: 'cp-0' }, keeps: false },
    {
      rule: 'lets a member that never started go',
      machines: someMachines(3),
      etcd: anEtcd([...three, '']),
      change: { removing: '' },
      keeps: true,
    },
    {
      rule: 'judges members without a Machine by their alarms',
      machines: someMachines(1),
      etcd: withAlarm,
      change: { removing: 'cp-0' },
      keeps: false,
    },
    {
      rule: 'is not assumed when nobody could ask',
      machines: someMachines(3),
      etcd: { kind: 'unread', why: 'refused' },
      change: { removing: 'cp-0' },
      keeps: false,
    },
  ])('$rule', ({ machines, etcd, change, keeps }) => expect(keepsQuorum(aControlPlane({ machines, etcd }), change)).toBe(keeps));
});
