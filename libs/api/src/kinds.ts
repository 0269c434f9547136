import { ClusterResourceSetBinding } from './addons/cluster-resource-set-binding/kind.ts';
import { ClusterResourceSet } from './addons/cluster-resource-set/kind.ts';
import { KubeadmConfigTemplate } from './bootstrap/kubeadm-config-template/kind.ts';
import { KubeadmConfig } from './bootstrap/kubeadm-config/kind.ts';
import { Provider } from './clusterctl/provider/kind.ts';
import { KubeadmControlPlaneTemplate } from './controlplane/kubeadm-control-plane-template/kind.ts';
import { KubeadmControlPlane } from './controlplane/kubeadm-control-plane/kind.ts';
import { ClusterClass } from './core/cluster-class/kind.ts';
import { Cluster } from './core/cluster/kind.ts';
import { MachineDeployment } from './core/machine-deployment/kind.ts';
import { MachineDrainRule } from './core/machine-drain-rule/kind.ts';
import { MachineHealthCheck } from './core/machine-health-check/kind.ts';
import { MachinePool } from './core/machine-pool/kind.ts';
import { MachineSet } from './core/machine-set/kind.ts';
import { Machine } from './core/machine/kind.ts';
import { DevClusterTemplate } from './infrastructure/dev-cluster-template/kind.ts';
import { DevCluster } from './infrastructure/dev-cluster/kind.ts';
import { DevMachinePoolTemplate } from './infrastructure/dev-machine-pool-template/kind.ts';
import { DevMachinePool } from './infrastructure/dev-machine-pool/kind.ts';
import { DevMachineTemplate } from './infrastructure/dev-machine-template/kind.ts';
import { DevMachine } from './infrastructure/dev-machine/kind.ts';
import { DockerClusterTemplate } from './infrastructure/docker-cluster-template/kind.ts';
import { DockerCluster } from './infrastructure/docker-cluster/kind.ts';
import { DockerMachinePoolTemplate } from './infrastructure/docker-machine-pool-template/kind.ts';
import { DockerMachinePool } from './infrastructure/docker-machine-pool/kind.ts';
import { DockerMachineTemplate } from './infrastructure/docker-machine-template/kind.ts';
import { DockerMachine } from './infrastructure/docker-machine/kind.ts';
import { IPAddressClaim } from './ipam/ip-address-claim/kind.ts';
import { IPAddress } from './ipam/ip-address/kind.ts';
import { ExtensionConfig } from './runtime/extension-config/kind.ts';

/** Every kind of Cluster API that is declared here, in the order in which CRDs are best installed. */
export const kinds = [
  ClusterClass,
  Cluster,
  MachineDeployment,
  MachineSet,
  Machine,
  MachinePool,
  MachineHealthCheck,
  MachineDrainRule,
  ClusterResourceSet,
  ClusterResourceSetBinding,
  ExtensionConfig,
  IPAddress,
  IPAddressClaim,
  KubeadmConfig,
  KubeadmConfigTemplate,
  KubeadmControlPlane,
  KubeadmControlPlaneTemplate,
  DevCluster,
  DevClusterTemplate,
  DevMachine,
  DevMachineTemplate,
  DevMachinePool,
  DevMachinePoolTemplate,
  DockerCluster,
  DockerClusterTemplate,
  DockerMachine,
  DockerMachineTemplate,
  DockerMachinePool,
  DockerMachinePoolTemplate,
  Provider,
] as const;
