import { DockerCluster } from '@capi/api';
import { later, seconds, transient, type DeepReadonly } from '@capi/seams';

import type { InfraCluster } from '../../../infra-objects.ts';
import type { Plan } from '../decide/plan.ts';
import { aCluster, aNewBalancer, now } from '../testing.ts';
import { report } from './report.ts';

const stored: DeepReadonly<InfraCluster> = {
  apiVersion: `${DockerCluster.group}/v1beta2`,
  kind: DockerCluster.kind,
  metadata: { name: 'demo', namespace: 'team-a', generation: 3, finalizers: ['a', 'dockercluster.infrastructure.cluster.x-k8s.io'] },
  spec: { failureDomains: [{ name: 'fd1' }] },
};
const serving: Plan = { step: 'serve', host: '172.18.0.2', port: 6443, weights: {} };
const told = (plan: Plan, failure?: ReturnType<typeof transient>): readonly string[] => {
  const { status } = report(stored, aCluster(), plan, failure);
  const conditions = [...(status?.conditions ?? []), ...(status?.deprecated?.v1beta1?.conditions ?? [])];
  return conditions.map(({ type, status: is, reason = '', message = '' }) => `${type}=${is}/${reason}: ${message}`);
};

describe('report on a cluster of containers', () => {
  test('has the endpoint, the failure domains and the contract field', () => {
    const after = report(stored, aCluster(), serving, undefined);
    expect(after.spec?.controlPlaneEndpoint).toEqual({ host: '172.18.0.2', port: 6443 });
    expect(after.status).toMatchObject({ initialization: { provisioned: true }, failureDomains: [{ name: 'fd1' }] });
    expect(after.status?.conditions?.map(({ observedGeneration }) => observedGeneration)).toEqual([4, 4, 4]);
  });

  test('changes nothing when it is made again', () => {
    const once = report(stored, aCluster(), serving, undefined);
    const settled = { ...once, metadata: { ...once.metadata, generation: 4 } };
    expect(report(settled, aCluster({ host: '172.18.0.2', port: 6443, now: later(now, seconds(9)) }), serving, undefined)).toEqual(settled);
  });

  test.each<{ rule: string; plan: Plan; failure?: ReturnType<typeof transient>; says: readonly string[] }>([
    {
      rule: 'says what stands against the load balancer',
      plan: { step: 'hold', because: 'no engine' },
      says: [
        'Ready=False/NotReady: * LoadBalancerAvailable: no engine',
        'LoadBalancerAvailable=False/NotAvailable: no engine',
        'Paused=False/NotPaused: ',
        'Ready=False/LoadBalancerProvisioningFailed: no engine',
        'LoadBalancerAvailable=False/LoadBalancerProvisioningFailed: no engine',
      ],
    },
    {
      rule: 'says what failed',
      plan: { step: 'create', balancer: aNewBalancer },
      failure: transient({ action: 'make it', why: 'no space' }),
      says: [
        'Ready=False/NotReady: * LoadBalancerAvailable: cannot make it: no space',
        'LoadBalancerAvailable=False/NotAvailable: cannot make it: no space',
        'Paused=False/NotPaused: ',
        'Ready=False/LoadBalancerProvisioningFailed: cannot make it: no space',
        'LoadBalancerAvailable=False/LoadBalancerProvisioningFailed: cannot make it: no space',
      ],
    },
    {
      rule: 'says why it cannot go yet',
      plan: { step: 'hold-release', because: 'no engine' },
      says: [
        'Ready=False/NotReady: * LoadBalancerAvailable: no engine',
        'LoadBalancerAvailable=False/Deleting: no engine',
        'Paused=False/NotPaused: ',
        'Ready=False/Deleting: no engine',
        'LoadBalancerAvailable=False/Deleting: no engine',
      ],
    },
    { rule: 'says that it is paused, and nothing else', plan: { step: 'pause', because: 'x' }, says: ['Paused=True/Paused: x'] },
    { rule: 'is silent about what is done at once', plan: { step: 'protect' }, says: [] },
    { rule: 'is silent when there is nothing to do', plan: { step: 'rest' }, says: [] },
  ])('$rule', ({ plan, failure, says }) => expect(told(plan, failure)).toEqual(says));

  test('keeps its failure domains while it is paused', () =>
    expect(report(stored, aCluster(), { step: 'pause', because: 'x' }, undefined).status?.failureDomains).toBeUndefined());

  test('lets go of the object with its own finalizer alone', () => {
    expect(report(stored, aCluster(), { step: 'release' }, undefined).metadata.finalizers).toEqual(['a']);
    const failed = report(stored, aCluster(), { step: 'release' }, transient({ action: 'remove it', why: 'no' }));
    expect(failed.metadata.finalizers).toEqual(stored.metadata.finalizers);
    expect(failed.status?.conditions).toContainEqual(expect.objectContaining({ reason: 'Deleting', message: 'cannot remove it: no' }));
  });
});
