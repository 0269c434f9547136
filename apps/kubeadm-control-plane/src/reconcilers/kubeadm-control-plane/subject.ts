import type { Cluster, KubeadmConfig, KubeadmControlPlane, Machine, Resource, Secret, UnstructuredObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

import type { EtcdCluster } from '../../workload/etcd-access.ts';
import type { Observation } from './observation.ts';

/** The objects behind an observation: what actions change and reports are written to. Never looked at by a decision. */
export interface Subject {
  /** As stored. */
  readonly stored: DeepReadonly<KubeadmControlPlane>;
  /** With the defaults of the admission webhook. */
  readonly controlPlane: DeepReadonly<KubeadmControlPlane>;
  readonly cluster: DeepReadonly<Cluster>;
  /** Ours, by name. */
  readonly machines: ReadonlyMap<string, DeepReadonly<Machine>>;
  readonly configs: ReadonlyMap<string, DeepReadonly<KubeadmConfig>>;
  /** Infrastructure machines, metadata only. */
  readonly infrastructure: ReadonlyMap<string, DeepReadonly<UnstructuredObject>>;
  /** Absent when the CRDs of the infrastructure are not installed. */
  readonly infrastructureKind: Resource<UnstructuredObject> | undefined;
  readonly template: DeepReadonly<UnstructuredObject> | undefined;
  readonly templateKind: Resource<UnstructuredObject> | undefined;
  /** Certificate Secrets by purpose. */
  readonly secrets: ReadonlyMap<string, DeepReadonly<Secret>>;
  readonly kubeconfig: DeepReadonly<Secret> | undefined;
  readonly connection: WorkloadConnection | undefined;
  /** Absent when etcd is external, or cannot be reached. */
  readonly etcd: EtcdCluster | undefined;
}

/** What one look at the world yields. */
export interface Sight {
  readonly seen: Observation;
  readonly subject: Subject;
}
