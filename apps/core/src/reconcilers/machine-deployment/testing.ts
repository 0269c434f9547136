import type { Machine, MachineDeployment, MachineSet } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { aMember, aSet, seenSet as seenMachineSet } from '../machine-set/testing.ts';
import { aCluster, now } from '../machine/testing.ts';
import type { Observation, SeenSet } from './observation.ts';

export { aCluster, ago } from '../machine/testing.ts';

const { template } = aSet().spec;

/** A deployment of three Machines, one more allowed and none less. */
export const aDeployment = (
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): DeepReadonly<MachineDeployment> =>
  ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'MachineDeployment',
    metadata: {
      name: 'demo',
      namespace: 'default',
      uid: 'deployment',
      generation: 1,
      finalizers: ['cluster.x-k8s.io/machinedeployment'],
      labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
      annotations: {},
      ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'demo', uid: 'cluster' }],
      ...parts.metadata,
    },
    spec: {
      clusterName: 'demo',
      replicas: 3,
      rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      selector: { matchLabels: { app: 'demo' } },
      template: { ...template, metadata: { labels: { app: 'demo' } } },
      ...parts.spec,
    },
    status: { observedGeneration: 1, ...parts.status },
  }) as DeepReadonly<MachineDeployment>;

const annotationsOf = (revision: string): Record<string, string> => ({
  'machinedeployment.clusters.x-k8s.io/revision': revision,
  'machinedeployment.clusters.x-k8s.io/desired-replicas': '3',
  'machinedeployment.clusters.x-k8s.io/max-replicas': '4',
  'cluster.x-k8s.io/disable-machine-create': 'false',
});

/** A set of the deployment as it would apply it, with as many available Machines as it wants. */
export function aSetOf(
  name: string,
  options: {
    readonly replicas?: number;
    readonly version?: string;
    readonly revision?: string;
    readonly machines?: readonly DeepReadonly<Machine>[];
    readonly spec?: object;
  } = {},
): SeenSet {
  const { replicas = 3, version = 'v1.34.0', revision = '1' } = options;
  const labels = { app: 'demo', 'machine-template-hash': `1-${name}` };
  const machineSet = {
    ...aSet(),
    metadata: {
      ...aSet().metadata,
      name,
      uid: name,
      labels: { ...labels, 'cluster.x-k8s.io/deployment-name': 'demo', 'cluster.x-k8s.io/cluster-name': 'demo' },
      annotations: annotationsOf(revision),
    },
    spec: {
      clusterName: 'demo',
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...template.spec, version } },
      ...options.spec,
    },
    status: { observedGeneration: 1 },
  } as DeepReadonly<MachineSet>;
  const machines =
    options.machines ?? Array.from({ length: replicas }, (_, index) => aMember(`${name}-${index}`, { spec: { version } }).machine);
  return { machineSet, machines, outdatedBecause: version === 'v1.34.0' ? [] : [`Version ${version}, v1.34.0 required`] };
}

/** A deployment whose one set has all it wants. */
export const seenDeployment = (parts: Partial<Observation> = {}): Observation => {
  const deployment = parts.deployment ?? parts.stored ?? aDeployment();
  return {
    now,
    stored: deployment,
    deployment,
    cluster: aCluster(),
    sets: [aSetOf('demo-new')],
    orphans: [],
    templates: seenMachineSet().templates,
    drawn: { suffix: 'xxxxx' },
    ...parts,
  };
};
