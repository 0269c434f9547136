import { KubeadmConfigTemplate } from '../bootstrap/kubeadm-config-template/kind.ts';
import { KubeadmControlPlane } from '../controlplane/kubeadm-control-plane/kind.ts';
import { Cluster } from '../core/cluster/kind.ts';
import { MachineDeployment } from '../core/machine-deployment/kind.ts';
import { DevCluster } from '../infrastructure/dev-cluster/kind.ts';
import { DevMachineTemplate } from '../infrastructure/dev-machine-template/kind.ts';
import type { KubernetesObject } from '../meta/object.ts';
import { apiVersionOf, type Resource } from '../meta/resource.ts';

/** Builds the objects of a Cluster on simulated machines. Each call gives a new builder; none changes the one it is called on. */
export interface ClusterBuilder {
  inNamespace(namespace: string): ClusterBuilder;
  /** With a leading v; v1.34.0 unless said otherwise. */
  atVersion(version: string): ClusterBuilder;
  /** A KubeadmControlPlane with its machine template. */
  withControlPlane(replicas: number): ClusterBuilder;
  /** A MachineDeployment with its templates. */
  withWorkers(replicas: number): ClusterBuilder;
  paused(): ClusterBuilder;
  cluster(): Cluster;
  /** Everything, in the order in which it is applied. */
  objects(): readonly KubernetesObject[];
}

interface Plan {
  readonly name: string;
  readonly namespace: string;
  readonly version: string;
  readonly isPaused: boolean;
  readonly controlPlane?: number;
  readonly workers?: number;
}

/** A Cluster that is valid as it stands, and has neither control plane nor workers yet. */
export const aCluster = (name: string): ClusterBuilder => builderOf({ name, namespace: 'default', version: 'v1.34.0', isPaused: false });

const builderOf = (plan: Plan): ClusterBuilder => ({
  inNamespace: (namespace) => builderOf({ ...plan, namespace }),
  atVersion: (version) => builderOf({ ...plan, version }),
  withControlPlane: (controlPlane) => builderOf({ ...plan, controlPlane }),
  withWorkers: (workers) => builderOf({ ...plan, workers }),
  paused: () => builderOf({ ...plan, isPaused: true }),
  cluster: () => clusterOf(plan),
  objects: () => [
    clusterOf(plan),
    devClusterOf(plan),
    ...(plan.controlPlane === undefined ? [] : [machineTemplateOf(plan, controlPlaneName(plan)), controlPlaneOf(plan, plan.controlPlane)]),
    ...(plan.workers === undefined
      ? []
      : [machineTemplateOf(plan, workersName(plan)), configTemplateOf(plan), workersOf(plan, plan.workers)]),
  ],
});

const controlPlaneName = ({ name }: Plan): string => `${name}-control-plane`;
const workersName = ({ name }: Plan): string => `${name}-workers`;

const start = (resource: Pick<Resource, 'group' | 'version' | 'kind'>, { namespace }: Plan, name: string) => ({
  apiVersion: apiVersionOf(resource),
  kind: resource.kind,
  metadata: { name, namespace },
});
const reference = ({ group, kind }: Pick<Resource, 'group' | 'kind'>, name: string) => ({ apiGroup: group, kind, name });

const clusterOf = (plan: Plan): Cluster => ({
  ...start(Cluster, plan, plan.name),
  spec: {
    ...(plan.isPaused ? { paused: true } : {}),
    clusterNetwork: {
      pods: { cidrBlocks: ['192.168.0.0/16'] },
      services: { cidrBlocks: ['10.128.0.0/12'] },
      serviceDomain: 'cluster.local',
    },
    infrastructureRef: reference(DevCluster, plan.name),
    ...(plan.controlPlane === undefined ? {} : { controlPlaneRef: reference(KubeadmControlPlane, controlPlaneName(plan)) }),
  },
});

const devClusterOf = (plan: Plan): DevCluster => ({
  ...start(DevCluster, plan, plan.name),
  spec: { backend: { inMemory: {} } },
});

const machineTemplateOf = (plan: Plan, name: string): DevMachineTemplate => ({
  ...start(DevMachineTemplate, plan, name),
  spec: { template: { spec: { backend: { inMemory: {} } } } },
});

const controlPlaneOf = (plan: Plan, replicas: number): KubeadmControlPlane => ({
  ...start(KubeadmControlPlane, plan, controlPlaneName(plan)),
  spec: {
    replicas,
    version: plan.version,
    machineTemplate: { spec: { infrastructureRef: reference(DevMachineTemplate, controlPlaneName(plan)) } },
  },
});

const configTemplateOf = (plan: Plan): KubeadmConfigTemplate => ({
  ...start(KubeadmConfigTemplate, plan, workersName(plan)),
  spec: { template: { spec: { joinConfiguration: { nodeRegistration: { criSocket: 'unix:///var/run/containerd/containerd.sock' } } } } },
});

const workersOf = (plan: Plan, replicas: number): MachineDeployment => ({
  ...start(MachineDeployment, plan, workersName(plan)),
  spec: {
    clusterName: plan.name,
    replicas,
    selector: {},
    template: {
      spec: {
        clusterName: plan.name,
        version: plan.version,
        bootstrap: { configRef: reference(KubeadmConfigTemplate, workersName(plan)) },
        infrastructureRef: reference(DevMachineTemplate, workersName(plan)),
      },
    },
  },
});
