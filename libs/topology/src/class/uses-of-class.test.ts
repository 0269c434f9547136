import type { Cluster } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { aClass, aWorkerClass, said } from '../testing.ts';
import { validateUses } from './uses-of-class.ts';

const cluster = (topology: object) =>
  ({
    metadata: { name: 'demo', namespace: 'team' },
    spec: { topology: { version: 'v1.34.0', ...topology } },
  }) as unknown as DeepReadonly<Cluster>;
const workers = (...machineDeployments: readonly object[]) => ({ workers: { machineDeployments } });
const check = { checks: { nodeStartupTimeoutSeconds: 60 } };
const withCheck = aClass({
  controlPlane: { ...aClass().controlPlane, healthCheck: check },
  ...workers(aWorkerClass('worker', { healthCheck: check })),
});
const scaled = (annotation: string) => workers(aWorkerClass('worker', { metadata: { annotations: { [annotation]: '1' } } }));

describe('a change of a class in use', () => {
  test.each<{ rule: string; now: object; before?: object; user: object; says: readonly string[] }>([
    { rule: 'may be anything else', now: aClass(), user: workers({ name: 'a', class: 'worker' }), says: [] },
    {
      rule: 'keeps versions that run',
      now: aClass({ kubernetesVersions: ['v1.33.0'] }),
      user: {},
      says: ['Forbidden spec.kubernetesVersions'],
    },
    { rule: 'may drop the list', now: aClass(), before: aClass({ kubernetesVersions: ['v1.34.0'] }), user: {}, says: [] },
    {
      rule: 'keeps classes of workers that are used',
      now: aClass({ workers: { machinePools: [] } }),
      user: { workers: { machineDeployments: [{ name: 'a', class: 'worker' }], machinePools: [{ name: 'b', class: 'pool' }] } },
      says: ['Forbidden spec.workers.machineDeployments', 'Forbidden spec.workers.machinePools'],
    },
    { rule: 'may drop classes that are not', now: aClass({ workers: {} }), user: workers({ name: 'a', class: 'other' }), says: [] },
    {
      rule: 'keeps health checks that are switched on',
      now: aClass(),
      before: withCheck,
      user: {
        controlPlane: { healthCheck: { enabled: true } },
        ...workers({ name: 'a', class: 'worker', healthCheck: { enabled: true } }, { name: 'b', class: 'worker' }),
      },
      says: ['Forbidden spec.controlPlane.healthCheck', 'Forbidden spec.workers.machineDeployments[worker].healthCheck'],
    },
    {
      rule: 'may drop those that the Cluster writes itself',
      now: aClass(),
      before: withCheck,
      user: {
        controlPlane: { healthCheck: { enabled: true, ...check } },
        ...workers({ name: 'a', class: 'worker', healthCheck: { enabled: true, remediation: { maxInFlight: 1 } } }),
      },
      says: [],
    },
    {
      rule: 'asks for no autoscaler where sizes are written down',
      now: aClass(scaled('cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size')),
      user: workers({ name: 'a', class: 'worker', replicas: 2 }, { name: 'b', class: 'worker' }),
      says: ['Invalid spec.topology.workers.machineDeployments[a].replicas'],
    },
  ])('$rule', ({ now, before = aClass(), user, says }) => expect(said(validateUses(now, before, [cluster(user)]))).toEqual(says));
});
