import { aClass, aTopology, aWorkerClass, gates, said } from '../testing.ts';
import { validateReplicas, validateTopologyItself, validateTopologyOfClass } from './validate-topology.ts';

const workers = (...machineDeployments: readonly object[]) => ({ workers: { machineDeployments } });
const at = 'spec.topology';
const check = { checks: { nodeStartupTimeoutSeconds: 60 } };

describe('a topology by itself', () => {
  const concurrency = (value: string) => ({ annotations: { 'topology.cluster.x-k8s.io/upgrade-concurrency': value } });
  const path = 'Invalid metadata.annotations.topology.cluster.x-k8s.io/upgrade-concurrency';
  test.each<{ rule: string; topology?: object; metadata?: object; off?: string; says: readonly string[] }>([
    { rule: 'may be valid', says: [] },
    { rule: 'has a version', topology: { version: '1.34' }, says: [`Invalid ${at}.version`, `Invalid ${at}.version`] },
    {
      rule: 'has labels that are labels in all its parts',
      topology: {
        controlPlane: { metadata: { labels: { 'a b': '' } } },
        workers: {
          machineDeployments: [{ name: 'a', metadata: { annotations: { 'a b': '' } } }],
          machinePools: [{ name: 'b', metadata: { labels: { a: 'b c' } } }],
        },
      },
      says: [
        `Invalid ${at}.controlPlane.metadata.labels`,
        `Invalid ${at}.workers.machineDeployments[a].metadata.annotations`,
        `Invalid ${at}.workers.machinePools[b].metadata.labels`,
      ],
    },
    {
      rule: 'can move while it rolls out',
      topology: workers({ name: 'a', rollout: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } }),
      says: [`Invalid ${at}.workers.machineDeployments[a].rollout.strategy.rollingUpdate`],
    },
    {
      rule: 'leaves taints to those who own them',
      topology: { controlPlane: { taints: [{ key: 'node-role.kubernetes.io/master' }] } },
      says: [`Invalid ${at}.controlPlane.taints[0].key`],
    },
    {
      rule: 'may taint control planes as such',
      topology: workers({ name: 'a', taints: [{ key: 'node-role.kubernetes.io/control-plane' }] }),
      says: [],
    },
    {
      rule: 'has no taints while nobody passes them on',
      topology: { workers: { machinePools: [{ name: 'a', taints: [{ key: 'a' }] }] } },
      off: 'MachineTaintPropagation',
      says: [`Forbidden ${at}.workers.machinePools[a].taints`],
    },
    { rule: 'upgrades one part at a time or more', metadata: concurrency('+3'), says: [] },
    { rule: 'upgrades one part at least', metadata: concurrency('0'), says: [path] },
    { rule: 'upgrades whole parts', metadata: concurrency('1.5'), says: [path] },
    { rule: 'upgrades so many at once as can be counted', metadata: concurrency('9223372036854775808'), says: [path] },
  ])('$rule', ({ topology, metadata, off, says }) =>
    expect(said(validateTopologyItself(aTopology(topology), metadata, gates(...(off === undefined ? [] : [off]))))).toEqual(says),
  );
});

describe('a topology of a class', () => {
  const checked = aClass({ ...workers(aWorkerClass('worker', { healthCheck: check })) });
  const bare = aClass({ controlPlane: { templateRef: aClass().controlPlane?.templateRef } });
  test.each<{ rule: string; topology?: object; of?: object; says: readonly string[] }>([
    { rule: 'may be valid', topology: workers({ name: 'a', class: 'worker' }, { name: 'b', class: 'worker' }), says: [] },
    { rule: 'has a version that the class lists', of: aClass({ kubernetesVersions: ['v1.33.0'] }), says: [`Invalid ${at}.version`] },
    {
      rule: 'has workers of classes that there are',
      topology: { workers: { machineDeployments: [{ name: 'a', class: 'pool' }], machinePools: [{ name: 'a', class: 'pool' }] } },
      says: [`Invalid ${at}.workers.machineDeployments[0].class`],
    },
    {
      rule: 'names its workers once',
      topology: workers({ name: 'a', class: 'worker' }, { name: 'a', class: 'worker' }, { class: 'worker' }),
      says: [`Invalid ${at}.workers.machineDeployments[1].name`, `Required ${at}.workers.machineDeployments[2].name`],
    },
    {
      rule: 'checks control-plane Machines only where there are some',
      topology: { controlPlane: { healthCheck: check } },
      of: bare,
      says: [`Forbidden ${at}.controlPlane.healthCheck`],
    },
    {
      rule: 'switches on only what somebody has written',
      topology: {
        controlPlane: { healthCheck: { enabled: true } },
        ...workers({ name: 'a', class: 'worker', healthCheck: { enabled: true } }),
      },
      says: [`Forbidden ${at}.controlPlane.healthCheck.enable`, `Forbidden ${at}.workers.machineDeployments[a].healthCheck.enable`],
    },
    {
      rule: 'may switch on what the class has written',
      topology: workers({ name: 'a', class: 'worker', healthCheck: { enabled: true } }),
      of: checked,
      says: [],
    },
    {
      rule: 'may switch off what it writes itself, which still must make sense',
      topology: workers({ name: 'a', class: 'worker', healthCheck: { enabled: false, checks: { nodeStartupTimeoutSeconds: 1 } } }),
      says: [`Invalid ${at}.workers.machineDeployments[a].healthCheck.checks.nodeStartupTimeoutSeconds`],
    },
  ])('$rule', ({ topology, of = aClass(), says }) => expect(said(validateTopologyOfClass(aTopology(topology), of))).toEqual(says));
});

describe('sizes of workers', () => {
  const annotations = { 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '5' };
  const path = `Invalid ${at}.workers.machineDeployments[a].replicas`;
  const ofClass = aClass(workers(aWorkerClass('worker', { metadata: { annotations } })));
  test.each<{ rule: string; worker: object; of?: ReturnType<typeof aClass>; says: readonly string[] }>([
    { rule: 'may be written down', worker: { replicas: 1 }, of: aClass(), says: [] },
    { rule: 'may be left to an autoscaler', worker: { metadata: { annotations } }, of: ofClass, says: [] },
    { rule: 'are not written down where an autoscaler decides', worker: { replicas: 0, metadata: { annotations } }, says: [path] },
    { rule: 'are not written down where the class wants an autoscaler', worker: { replicas: 1 }, of: ofClass, says: [path] },
    { rule: 'are asked about for both', worker: { replicas: 1, metadata: { annotations } }, of: ofClass, says: [path, path] },
  ])('$rule', ({ worker, of, says }) =>
    expect(said(validateReplicas(aTopology(workers({ name: 'a', class: 'worker', ...worker })), of))).toEqual(says),
  );
});
