import { later, seconds } from '@capi/seams';
import fc from 'fast-check';

import type { Observation } from '../observation.ts';
import { aControlPlane, aMachine, anEtcd, anOutdatedMachine, followPlans, now, someMachines } from '../testing.ts';
import { decide, rules } from './decide.ts';
import type { Plan } from './plan.ts';
import { keepsQuorum } from './quorum.ts';

const oneDeleting = [aMachine({ name: 'cp-0', deleting: true }), aMachine({ name: 'cp-1' }), aMachine({ name: 'cp-2' })];
const oneReleasable = [
  aMachine({ name: 'cp-0', deleting: true, awaitsHooks: true }),
  aMachine({ name: 'cp-1' }),
  aMachine({ name: 'cp-2' }),
];

describe('control plane decision', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    { rule: 'rests when everything is as it should be', seen: aControlPlane(), plan: { step: 'rest' } },
    { rule: 'keeps its hands off while paused', seen: aControlPlane({ pausedBy: ['Cluster'], deleting: true }), plan: { step: 'rest' } },
    { rule: 'puts its finalizer on before anything else', seen: aControlPlane({ claimed: false, machines: [] }), plan: { step: 'claim' } },
    {
      rule: 'changes nothing while somebody else controls one of the Machines',
      seen: aControlPlane({ foreignMachines: ['stray'], desired: 5 }),
      plan: { step: 'wait', for: 'set-up', blockers: [{ kind: 'foreign-machines', machines: ['stray'] }] },
    },
    {
      rule: 'waits for a template that is missing',
      seen: aControlPlane({ template: { state: 'missing', name: 'T' }, machines: [] }),
      plan: { step: 'wait', for: 'set-up', blockers: [{ kind: 'template-missing', template: 'T' }] },
    },
    {
      rule: 'ties the template to its Cluster',
      seen: aControlPlane({ template: { state: 'unowned', name: 'T' } }),
      plan: { step: 'own-template' },
    },
    {
      rule: 'waits for the infrastructure before it makes certificates',
      seen: aControlPlane({
        infrastructureProvisioned: false,
        initialized: false,
        machines: [],
        certificates: { missing: ['ca'], unowned: [] },
      }),
      plan: { step: 'wait', for: 'set-up', blockers: [{ kind: 'infrastructure-not-provisioned' }] },
    },
    {
      rule: 'makes the certificates before the first Machine',
      seen: aControlPlane({ initialized: false, machines: [], certificates: { missing: ['ca', 'sa'], unowned: [] } }),
      plan: { step: 'create-certificates', purposes: ['ca', 'sa'] },
    },
    {
      rule: 'does not make certificates anew for a cluster that has Nodes',
      seen: aControlPlane({ certificates: { missing: ['ca'], unowned: [] } }),
      plan: { step: 'rest' },
    },
    {
      rule: 'adds no Machine while certificates are missing',
      seen: aControlPlane({ certificates: { missing: ['ca'], unowned: [] }, desired: 5, machines: someMachines(3) }),
      plan: { step: 'wait', for: 'scale-up', blockers: [{ kind: 'certificates-missing', purposes: ['ca'] }] },
    },
    {
      rule: 'takes over certificates that nobody controls',
      seen: aControlPlane({ certificates: { missing: [], unowned: ['sa'] } }),
      plan: { step: 'own-certificates', purposes: ['sa'] },
    },
    {
      rule: 'writes the kubeconfig once there is an endpoint',
      seen: aControlPlane({ kubeconfig: 'absent', initialized: false, machines: [] }),
      plan: { step: 'write-kubeconfig', action: 'create' },
    },
    {
      rule: 'renews a kubeconfig that is half used up',
      seen: aControlPlane({ kubeconfig: 'expiring' }),
      plan: { step: 'write-kubeconfig', action: 'rotate' },
    },
    { rule: 'leaves a kubeconfig that a user brought alone', seen: aControlPlane({ kubeconfig: 'user' }), plan: { step: 'rest' } },
    {
      rule: 'initialises with the first Machine',
      seen: aControlPlane({ initialized: false, machines: [], failureDomains: ['b', 'a'] }),
      plan: { step: 'create', cause: 'initialize', name: 'cp-new', failureDomain: 'a', form: 'init' },
    },
    {
      rule: 'finishes a half-made first Machine as the one that runs kubeadm init',
      seen: aControlPlane({ initialized: false, machines: [aMachine({ provisioning: true, missing: ['config', 'infrastructure'] })] }),
      plan: { step: 'finish', name: 'cp-0', missing: ['config', 'infrastructure'], form: 'init' },
    },
    {
      rule: 'finishes a half-made later Machine as one that joins, before it starts anything new',
      seen: aControlPlane({
        desired: 5,
        machines: [...someMachines(2), aMachine({ name: 'cp-9', provisioning: true, missing: ['config'] })],
      }),
      plan: { step: 'finish', name: 'cp-9', missing: ['config'], form: 'join' },
    },
    {
      rule: 'propagates what needs no rollout before a rollout',
      seen: aControlPlane({ machines: [anOutdatedMachine({ drifted: ['machine', 'config'] })], desired: 1 }),
      plan: { step: 'propagate', name: 'cp-0', targets: ['machine', 'config'] },
    },
    {
      rule: 'changes nothing in a workload cluster that does not answer',
      seen: aControlPlane({ desired: 5, machines: someMachines(3), workload: { kind: 'disconnected', why: 'refused', silent: false } }),
      plan: { step: 'wait', for: 'set-up', blockers: [{ kind: 'workload-unreachable', why: 'refused' }] },
    },
    {
      rule: 'adds one Machine at a time',
      seen: aControlPlane({ desired: 5, machines: someMachines(3) }),
      plan: { step: 'create', cause: 'scale-up', name: 'cp-new', failureDomain: '', form: 'join' },
    },
    {
      rule: 'waits for the last Machine to be healthy before it adds the next',
      seen: aControlPlane({ desired: 5, machines: [...someMachines(2), aMachine({ name: 'cp-2', failing: ['EtcdMemberHealthy'] })] }),
      plan: { step: 'wait', for: 'scale-up', blockers: [{ kind: 'machine-failing', machine: 'cp-2', conditions: ['EtcdMemberHealthy'] }] },
    },
    {
      rule: 'waits for a Machine without a Node',
      seen: aControlPlane({ desired: 3, machines: [aMachine({ provisioning: true })] }),
      plan: { step: 'wait', for: 'scale-up', blockers: [{ kind: 'machine-failing', machine: 'cp-0', conditions: ['NodeRef'] }] },
    },
    {
      rule: 'moves etcd leadership to the best member before it removes the leader',
      seen: aControlPlane({ desired: 1, machines: someMachines(3), etcd: anEtcd(['cp-0', 'cp-1', 'cp-2'], { leader: 'cp-0' }) }),
      plan: { step: 'delete', cause: 'scale-down', name: 'cp-0', leadership: ['id-cp-2', 'id-cp-1'] },
    },
    {
      rule: 'lets the removal of a failing Machine pass its own failure',
      seen: aControlPlane({
        desired: 2,
        machines: [...someMachines(2), aMachine({ name: 'cp-2', failing: ['APIServerPodHealthy'], markedForDeletion: true })],
      }),
      plan: { step: 'delete', cause: 'scale-down', name: 'cp-2', leadership: [] },
    },
    {
      rule: 'prepares the workload cluster before the first new Machine of a rollout joins',
      seen: aControlPlane({ machines: [anOutdatedMachine()], desired: 1, chores: { preparedForJoin: false, addonsUpdated: false } }),
      plan: { step: 'prepare-join' },
    },
    {
      rule: 'surges before it removes anything during a rollout',
      seen: aControlPlane({ machines: [anOutdatedMachine()], desired: 1 }),
      plan: { step: 'create', cause: 'roll-out', name: 'cp-new', failureDomain: '', form: 'join' },
    },
    {
      rule: 'removes first where there is no room to surge',
      seen: aControlPlane({ maxSurge: 0, machines: [anOutdatedMachine(), ...someMachines(3).slice(1)] }),
      plan: { step: 'delete', cause: 'roll-out', name: 'cp-0', leadership: ['id-cp-2', 'id-cp-1'] },
    },
    {
      rule: 'waits while a deleting Machine is being drained',
      seen: aControlPlane({ desired: 5, machines: oneDeleting }),
      plan: { step: 'wait', for: 'release', blockers: [{ kind: 'not-drained', machine: 'cp-0' }] },
    },
    {
      rule: 'removes the etcd member of a drained Machine and lets it go',
      seen: aControlPlane({ machines: oneReleasable, etcd: anEtcd(['cp-0', 'cp-1', 'cp-2'], { leader: 'cp-1' }) }),
      plan: { step: 'release', name: 'cp-0', etcd: { removeMember: 'cp-0', leadership: [] } },
    },
    {
      rule: 'gives load balancers the time to hear of a deletion before the API server of that node fails',
      seen: aControlPlane({ machines: oneReleasable, loadBalancerGrace: seconds(61) }),
      plan: {
        step: 'wait',
        for: 'release',
        blockers: [{ kind: 'load-balancers-unaware', machine: 'cp-0', until: later(now, seconds(1)) }],
      },
    },
    {
      rule: 'holds on to a drained Machine whose etcd member is needed for quorum',
      seen: aControlPlane({
        machines: [oneReleasable[0] ?? aMachine(), aMachine({ name: 'cp-1' }), aMachine({ name: 'cp-2', failing: ['EtcdMemberHealthy'] })],
      }),
      plan: { step: 'wait', for: 'release', blockers: [{ kind: 'quorum-at-risk', member: 'cp-0' }] },
    },
    {
      rule: 'is the last to let go of a Machine that others hold',
      seen: aControlPlane({ machines: [aMachine({ deleting: true, awaitsHooks: true, otherHooks: ['x'] }), ...someMachines(3).slice(1)] }),
      plan: { step: 'wait', for: 'release', blockers: [{ kind: 'hooks-remain', machine: 'cp-0', hooks: ['x'] }] },
    },
    {
      rule: 'lets one Machine go at a time',
      seen: aControlPlane({
        machines: [
          aMachine({ name: 'cp-0', deleting: true, awaitsHooks: true }),
          aMachine({ name: 'cp-1', deleting: true, hooked: false }),
          aMachine({ name: 'cp-2' }),
        ],
      }),
      plan: { step: 'wait', for: 'release', blockers: [{ kind: 'machine-deleting', machine: 'cp-1' }] },
    },
    {
      rule: 'lets the only Machine go without asking etcd',
      seen: aControlPlane({
        desired: 1,
        machines: [aMachine({ deleting: true, awaitsHooks: true })],
        etcd: { kind: 'unread', why: 'gone' },
      }),
      plan: { step: 'release', name: 'cp-0', etcd: { leadership: [] } },
    },
    {
      rule: 'removes an etcd member that no Machine stands for',
      seen: aControlPlane({ etcd: anEtcd(['cp-0', 'cp-1', 'cp-2', 'gone']) }),
      plan: { step: 'remove-stray-member', id: 'id-gone', member: 'gone' },
    },
    {
      rule: 'takes no member for a stray one while a Machine has no Node yet',
      seen: aControlPlane({
        machines: [...someMachines(2), aMachine({ name: 'cp-2', provisioning: true })],
        etcd: anEtcd(['cp-0', 'cp-1', 'cp-2']),
      }),
      plan: { step: 'rest' },
    },
    {
      rule: 'brings the add-ons up to date last',
      seen: aControlPlane({ chores: { preparedForJoin: true, addonsUpdated: false } }),
      plan: { step: 'update-addons' },
    },
    {
      rule: 'records when certificates expire',
      seen: aControlPlane({ desired: 1, machines: [aMachine({ certificateExpiryUnknown: true })] }),
      plan: { step: 'record-certificate-expiry', machines: ['cp-0'] },
    },
    {
      rule: 'waits for workers before it deletes the control plane',
      seen: aControlPlane({ deleting: true, workers: ['md-0'] }),
      plan: { step: 'wait', for: 'delete', blockers: [{ kind: 'workers-remain', machines: ['md-0'] }] },
    },
    {
      rule: 'deletes all Machines at once with the control plane',
      seen: aControlPlane({ deleting: true, desired: 2, machines: someMachines(2) }),
      plan: { step: 'delete-all', names: ['cp-0', 'cp-1'] },
    },
    {
      rule: 'lets the control plane go with its last Machine',
      seen: aControlPlane({ deleting: true, machines: [] }),
      plan: { step: 'finalize' },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toEqual(plan));

  test('asks its rules in the order that is documented', () => {
    expect(rules.map(({ name }) => name)).toEqual([
      'paused',
      'deletion',
      'claim',
      'foreignMachines',
      'ownTemplate',
      'infrastructure',
      'certificates',
      'endpoint',
      'kubeconfig',
      'finishHalfMade',
      'propagate',
      'strayMembers',
      'release',
      'workloadReachable',
      'remediate',
      'template',
      'rollOut',
      'initialize',
      'scale',
      'addons',
      'certificateExpiry',
    ]);
  });

  test('rolls three Machines one by one, surging by one', () => {
    const machines = ['cp-0', 'cp-1', 'cp-2'].map((name, index) => anOutdatedMachine({ name, age: 60 - index }));
    const chores = { preparedForJoin: false, addonsUpdated: false };
    expect(followPlans(aControlPlane({ machines, chores }))).toEqual([
      'prepare-join',
      'create cp-new',
      'delete cp-0',
      'create cp-newxx',
      'delete cp-1',
      'create cp-newxxxx',
      'delete cp-2',
      'update-addons',
      'rest',
    ]);
  });
});

const health = [
  'APIServerPodHealthy',
  'ControllerManagerPodHealthy',
  'SchedulerPodHealthy',
  'EtcdPodHealthy',
  'EtcdMemberHealthy',
] as const;

/** Any control plane of up to seven Machines in any state. */
const anyControlPlane = fc
  .record({
    desired: fc.constantFrom(1, 3, 5, 7),
    maxSurge: fc.constantFrom(0, 1),
    leader: fc.nat(6),
    machines: fc.array(
      fc.record({
        outdated: fc.boolean(),
        deleting: fc.boolean(),
        awaitsHooks: fc.boolean(),
        hooked: fc.boolean(),
        provisioning: fc.boolean(),
        markedForDeletion: fc.boolean(),
        failing: fc.subarray([...health]),
      }),
      { maxLength: 7 },
    ),
  })
  .map(({ desired, maxSurge, leader, machines }) => {
    const made = machines.map(({ outdated, ...particulars }, index) =>
      (outdated ? anOutdatedMachine : aMachine)({ name: `cp-${index}`, age: 60 - index, ...particulars }),
    );
    const nodes = made.flatMap(({ node }) => (node === undefined ? [] : [node]));
    return aControlPlane({
      desired,
      maxSurge,
      machines: made,
      etcd: anEtcd(nodes, { leader: nodes[leader % Math.max(1, nodes.length)] ?? '' }),
    });
  });

describe('any control plane', () => {
  test('never plans quorum away', () => {
    fc.assert(
      fc.property(anyControlPlane, (seen) => {
        const plan = decide(seen);
        const removing = plan.step === 'release' ? plan.etcd.removeMember : undefined;
        expect(removing === undefined || keepsQuorum(seen, { removing })).toBe(true);
      }),
    );
  });

  test('starts nothing while a Machine is deleting', () => {
    fc.assert(
      fc.property(anyControlPlane, (seen) => {
        const { step } = decide(seen);
        const isDeleting = seen.machines.some(({ deletingSince }) => deletingSince !== undefined);
        expect(isDeleting && ['create', 'delete'].includes(step)).toBe(false);
      }),
    );
  });

  test('runs kubeadm init only while there is no Machine at all', () => {
    fc.assert(
      fc.property(anyControlPlane, fc.boolean(), (seen, initialized) => {
        const plan = decide({ ...seen, initialized });
        expect(plan.step === 'create' && plan.form === 'init').toBe(plan.step === 'create' && seen.machines.length === 0);
      }),
    );
  });

  test('never has more than one Machine above the desired number, nor fewer than one below it', () => {
    fc.assert(
      fc.property(anyControlPlane, (seen) => {
        const plan = decide(seen);
        const { length } = seen.machines;
        expect(plan.step === 'create' && length >= seen.desired + seen.maxSurge).toBe(false);
        expect(plan.step === 'delete' && length < seen.desired).toBe(false);
      }),
    );
  });

  test('comes to rest when every step succeeds', () => {
    const anyAges = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 5), anyAges, (desired, ages) => {
        const machines = ages.map((old, index) => (old ? anOutdatedMachine : aMachine)({ name: `cp-${index}`, age: 60 - index }));
        expect(followPlans(aControlPlane({ desired, machines })).at(-1)).toBe('rest');
      }),
    );
  });
});
