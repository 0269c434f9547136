import {
  DevCluster,
  DevMachine,
  DockerCluster,
  DevMachineTemplate,
  DockerMachine,
  DockerMachineTemplate,
  type Condition,
  type KubernetesObject,
  type LegacyCondition,
  type Resource,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

// Docker* and Dev* kinds differ in where the backend's fields stand, and in nothing else that matters here: one reconciler serves both.

interface InfraStatus {
  conditions?: Condition[];
  deprecated?: { v1beta1?: { conditions?: LegacyCondition[] } };
  initialization?: { provisioned?: boolean };
}

/** What a cluster of containers is configured with. */
export interface DockerClusterConfig {
  failureDomains?: FailureDomain[];
  loadBalancer?: { customHAProxyConfigTemplateRef?: { name?: string }; imageRepository?: string; imageTag?: string };
}

interface FailureDomain {
  name: string;
  controlPlane?: boolean;
  attributes?: Record<string, string>;
}

/** A DevCluster or DockerCluster. */
export interface InfraCluster extends KubernetesObject {
  spec?: DockerClusterConfig & {
    backend?: { docker?: DockerClusterConfig; inMemory?: unknown };
    controlPlaneEndpoint?: { host?: string; port?: number };
  };
  status?: InfraStatus & { failureDomains?: FailureDomain[] };
}

/** What a cluster of containers is configured with, wherever its kind has it. */
export const dockerClusterConfig = ({ kind, spec }: DeepReadonly<InfraCluster>): DeepReadonly<DockerClusterConfig> =>
  (kind === DockerCluster.kind ? spec : spec?.backend?.docker) ?? {};

/** How a part of a simulated machine starts. */
export interface Startup {
  readonly provisioning?: { readonly startupDuration: string; readonly startupJitter?: string };
}

/** A DevMachine or DockerMachine. */
export interface InfraMachine extends KubernetesObject {
  spec?: {
    backend?: { docker?: unknown; inMemory?: { vm?: Startup; node?: Startup; etcd?: Startup; apiServer?: Startup } };
    providerID?: string;
  };
  status?: InfraStatus & { addresses?: { type: string; address: string }[]; failureDomain?: string };
}

/** A DevMachineTemplate or DockerMachineTemplate. */
export interface MachineTemplate extends KubernetesObject {
  spec?: { template?: { spec?: InfraMachine['spec'] } };
  status?: { capacity?: Record<string, number | string> };
}

/** Which kinds a controller is about. */
export interface Family {
  readonly cluster: Resource<InfraCluster>;
  readonly machine: Resource<InfraMachine>;
  readonly machineTemplate: Resource<MachineTemplate>;
}

export const devFamily: Family = {
  cluster: DevCluster as unknown as Resource<InfraCluster>,
  machine: DevMachine as unknown as Resource<InfraMachine>,
  machineTemplate: DevMachineTemplate as unknown as Resource<MachineTemplate>,
};
export const dockerFamily: Family = {
  cluster: DockerCluster as unknown as Resource<InfraCluster>,
  machine: DockerMachine as unknown as Resource<InfraMachine>,
  machineTemplate: DockerMachineTemplate as unknown as Resource<MachineTemplate>,
};

/** What an object runs on. `simulated-docker` shows itself as Docker does, and is a simulation. */
export type Backend = 'in-memory' | 'docker' | 'simulated-docker';

/** The backend that an object asks for: in-memory wins when both are set, Docker is taken when none is; as upstream. */
export function backendOf(object: DeepReadonly<InfraCluster | InfraMachine>, options: { readonly simulateDocker: boolean }): Backend {
  if (object.spec?.backend?.inMemory !== undefined) return 'in-memory';
  return options.simulateDocker ? 'simulated-docker' : 'docker';
}
