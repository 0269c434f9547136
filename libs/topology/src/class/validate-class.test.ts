import { aClass, aWorkerClass, gates, said } from '../testing.ts';
import { validateClass } from './validate-class.ts';

const withControlPlane = (more: object) => aClass({ controlPlane: { ...aClass().controlPlane, ...more } });
const withWorker = (more: object) => aClass({ workers: { machineDeployments: [aWorkerClass('worker', more)] } });
const withPool = (more: object) => aClass({ workers: { machinePools: [aWorkerClass('pool', more)] } });
const ref = { apiVersion: 'x.io/v1', kind: 'ThingTemplate', name: 't' };
const infrastructure = (templateRef: object) => aClass({ infrastructure: { templateRef } });
const worker = 'spec.workers.machineDeployments[worker]';
const pool = 'spec.workers.machinePools[pool]';

describe('a class', () => {
  test.each<{ rule: string; spec: ReturnType<typeof aClass>; off?: string; says: readonly string[] }>([
    { rule: 'may be valid', spec: aClass(), says: [] },
    {
      rule: 'names its templates, which it says in words of v1beta1',
      spec: { workers: { machineDeployments: [{ class: 'a' }] } },
      says: [
        'infrastructure',
        'controlPlane',
        'workers.machineDeployments[0].template.bootstrap',
        'workers.machineDeployments[0].template.infrastructure',
      ].flatMap((path) => [`Required spec.${path}.ref.name`, `Invalid spec.${path}.ref.kind`, `Required spec.${path}.ref.apiVersion`]),
    },
    { rule: 'may have templates of any group and without one', spec: infrastructure({ ...ref, apiVersion: 'v1' }), says: [] },
    { rule: 'refers to templates', spec: infrastructure({ ...ref, kind: 'Thing' }), says: ['Invalid spec.infrastructure.ref.kind'] },
    {
      rule: 'refers to templates of something',
      spec: infrastructure({ ...ref, kind: 'Template' }),
      says: ['Invalid spec.infrastructure.ref.kind'],
    },
    {
      rule: 'has one group a template',
      spec: infrastructure({ ...ref, apiVersion: 'a/b/c' }),
      says: ['Invalid spec.infrastructure.ref.apiVersion'],
    },
    {
      rule: 'has a group or a version at least',
      spec: infrastructure({ ...ref, apiVersion: '/' }),
      says: ['Required spec.infrastructure.ref.apiVersion'],
    },
    {
      rule: 'may have a control plane without Machines',
      spec: withControlPlane({ machineInfrastructure: undefined }),
      says: [],
    },
    {
      rule: 'checks the health of Machines only where there are some',
      spec: withControlPlane({ machineInfrastructure: undefined, healthCheck: { checks: { nodeStartupTimeoutSeconds: 60 } } }),
      says: ['Forbidden spec.controlPlane.healthCheck'],
    },
    {
      rule: 'gives control-plane Machines time to start',
      spec: withControlPlane({ healthCheck: { checks: { nodeStartupTimeoutSeconds: 29 } } }),
      says: ['Invalid spec.controlPlane.healthCheck.checks.nodeStartupTimeoutSeconds'],
    },
    {
      rule: 'gives workers time to start, or no limit',
      spec: aClass({
        workers: {
          machineDeployments: [
            aWorkerClass('a', { healthCheck: { checks: { nodeStartupTimeoutSeconds: 0 } } }),
            aWorkerClass('b', { healthCheck: { checks: { nodeStartupTimeoutSeconds: 1 } } }),
          ],
        },
      }),
      says: ['Invalid spec.workers.machineDeployments[b].healthCheck.checks.nodeStartupTimeoutSeconds'],
    },
    {
      rule: 'counts what is in flight in numbers or in percent',
      spec: withWorker({ healthCheck: { remediation: { maxInFlight: '4', triggerIf: { unhealthyLessThanOrEqualTo: '5%' } } } }),
      says: [`Invalid ${worker}.healthCheck.remediation.maxInFlight`],
    },
    {
      rule: 'rolls out by numbers or percentages',
      spec: withWorker({ rollout: { strategy: { rollingUpdate: { maxSurge: 'x', maxUnavailable: 1 } } } }),
      says: [`Invalid ${worker}.rollout.strategy.rollingUpdate.maxSurge`],
    },
    {
      rule: 'can move while it rolls out',
      spec: withWorker({ rollout: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } }),
      says: [`Invalid ${worker}.rollout.strategy.rollingUpdate`],
    },
    {
      rule: 'names worker classes once',
      spec: aClass({
        workers: {
          machineDeployments: [aWorkerClass('a'), aWorkerClass('a')],
          machinePools: [aWorkerClass('a'), aWorkerClass('b'), aWorkerClass('a')],
        },
      }),
      says: ['Invalid spec.workers.machineDeployments[1].class', 'Invalid spec.workers.machinePools[2].class'],
    },
    {
      rule: 'makes names that are names',
      spec: aClass({ infrastructure: { ...aClass().infrastructure, naming: { template: '{{ .cluster.name }}_x' } } }),
      says: ['Invalid spec.infrastructure.naming.template'],
    },
    {
      rule: 'makes names of what is known of the part',
      spec: withControlPlane({ naming: { template: '{{ .machineDeployment.topologyName }}' } }),
      says: ['Invalid spec.controlPlane.naming.template'],
    },
    {
      rule: 'makes names of workers of what is known of them',
      spec: withWorker({ naming: { template: '{{ .cluster.name }}-{{ .machineDeployment.topologyName }}-{{ .random }}' } }),
      says: [],
    },
    {
      rule: 'makes names of pools of what is known of them',
      spec: withPool({ naming: { template: '{{ .machineDeployment.topologyName }}' } }),
      says: [`Invalid ${pool}.naming.template`],
    },
    {
      rule: 'leaves taints to those who own them',
      spec: withPool({ taints: [{ key: 'node.kubernetes.io/not-ready' }] }),
      says: [`Invalid ${pool}.taints[0].key`],
    },
    {
      rule: 'has no taints while nobody passes them on',
      spec: withControlPlane({ taints: [{ key: 'a' }] }),
      off: 'MachineTaintPropagation',
      says: ['Forbidden spec.controlPlane.taints'],
    },
    {
      rule: 'has labels that are labels',
      spec: withWorker({ metadata: { labels: { 'a b': 'c' } } }),
      says: [`Invalid ${worker}.template.metadata.labels`],
    },
  ])('$rule', ({ spec, off, says }) => expect(said(validateClass(spec, gates(...(off === undefined ? [] : [off]))))).toEqual(says));
});

describe('the Kubernetes versions of a class', () => {
  test.each<{ rule: string; versions: readonly string[]; says: readonly string[] }>([
    { rule: 'rise', versions: ['v1.33.1', 'v1.33.2', 'v1.34.0'], says: [] },
    { rule: 'may be written loosely', versions: ['1.33', 'v1.34.0'], says: [] },
    { rule: 'rise by all that they say', versions: ['v1.33.0-rc.1', 'v1.33.0', 'v1.33.0+b'], says: [] },
    { rule: 'are versions', versions: ['v1.33.0', 'latest'], says: ['Invalid spec.kubernetesVersion[1]'] },
    { rule: 'are not repeated', versions: ['v1.33.0', 'v1.33.0'], says: ['Invalid spec.kubernetesVersion[1]'] },
    { rule: 'do not fall', versions: ['v1.33.1', 'v1.33.0'], says: ['Invalid spec.kubernetesVersion[1]'] },
    { rule: 'leave no minor version out', versions: ['v1.33.0', 'v1.35.0'], says: ['Invalid spec.kubernetesVersion[1]'] },
  ])('$rule', ({ versions, says }) => expect(said(validateClass(aClass({ kubernetesVersions: versions }), gates()))).toEqual(says));
});
