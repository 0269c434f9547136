import {
  ClusterClassConditions,
  ClusterConditions,
  ClusterResourceSetConditions,
  DevClusterConditions,
  DockerMachineConditions,
  ExtensionConfigConditions,
  InMemoryMachineConditions,
  KcpConditions,
  KcpMachineConditions,
  KubeadmConfigConditions,
  MachineConditions,
  MachineDeploymentConditions,
  MachineHealthCheckConditions,
  MachineHealthConditions,
  MachinePoolConditions,
  MachineSetConditions,
  type ConditionCatalogue,
} from '@capi/api';

/** Conditions that appear on the objects of a kind, together with when. */
export interface ReportedConditions {
  /** Who reports them, or when; empty when the kind's own controller always does. */
  readonly when: string;
  readonly catalogue: ConditionCatalogue;
}

const own = ({ catalogue }: { readonly catalogue: ConditionCatalogue }): readonly ReportedConditions[] => [{ when: '', catalogue }];

/** Kind → the conditions on its objects, group by group. */
export const kindConditions: Readonly<Record<string, readonly ReportedConditions[]>> = {
  Cluster: own(ClusterConditions),
  ClusterClass: own(ClusterClassConditions),
  ClusterResourceSet: own(ClusterResourceSetConditions),
  ExtensionConfig: own(ExtensionConfigConditions),
  KubeadmConfig: own(KubeadmConfigConditions),
  KubeadmControlPlane: own(KcpConditions),
  Machine: [
    ...own(MachineConditions),
    { when: 'On Machines that a MachineHealthCheck looks after', catalogue: MachineHealthConditions.catalogue },
    { when: 'On Machines of a KubeadmControlPlane', catalogue: KcpMachineConditions.catalogue },
  ],
  MachineDeployment: own(MachineDeploymentConditions),
  MachineHealthCheck: own(MachineHealthCheckConditions),
  MachinePool: own(MachinePoolConditions),
  MachineSet: own(MachineSetConditions),
  DevCluster: own(DevClusterConditions),
  DockerCluster: own(DevClusterConditions),
  DockerMachine: own(DockerMachineConditions),
  DevMachine: [
    { when: 'With the `docker` backend', catalogue: DockerMachineConditions.catalogue },
    { when: 'With the `inMemory` backend', catalogue: InMemoryMachineConditions.catalogue },
  ],
};
