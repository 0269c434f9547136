import type { KubeadmConfig, OwnerReference } from '@capi/api';
import type { CertificatePurpose } from '@capi/certificates';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

/** The Machine that a config belongs to. */
export interface SeenMachine {
  readonly name: string;
  readonly controlPlane: boolean;
  /** Absent while the Machine names no version. */
  readonly version?: string;
  /** What the Machine says its bootstrap data is; survives a move of the cluster, unlike our status. */
  readonly dataSecretName?: string;
  readonly hasNode: boolean;
}

export interface SeenCluster {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly paused: boolean;
  readonly infrastructureProvisioned: boolean;
  readonly controlPlaneInitialized: boolean;
  /** `host:port`, once known. */
  readonly endpoint?: string;
  /** Whether a control-plane object looks after the cluster and makes its certificates. */
  readonly hasControlPlane: boolean;
  readonly serviceDomain?: string;
  readonly podCidrBlocks?: readonly string[];
  readonly serviceCidrBlocks?: readonly string[];
}

/** The secret that has the config's name, which is where its bootstrap data goes. */
export interface SeenDataSecret {
  /** Its controller is this very config. */
  readonly ours: boolean;
  /** Its controller, when that is not a KubeadmConfig: `KubeadmControlPlane demo`. */
  readonly foreignOwner?: string;
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

/** The lock that lets one Machine of a cluster run `kubeadm init`. */
export interface SeenLock {
  /** Name of the Machine that holds it; absent when that cannot be read. */
  readonly holder?: string;
  /** The holder does not exist any more. */
  readonly holderGone: boolean;
  readonly uid?: string;
}

/** All that a decision may look at. It holds a bootstrap token (in `config`), so it is not for logs; the plan is. */
export interface Observation {
  readonly now: Instant;
  readonly config: DeepReadonly<KubeadmConfig>;
  readonly owner?: SeenMachine;
  readonly cluster?: SeenCluster;
  readonly dataSecret?: SeenDataSecret;
  readonly initLock?: SeenLock;
  /** What each certificate secret holds; absent ones are missing. */
  readonly certificates: Readonly<Partial<Record<CertificatePurpose, 'complete' | 'without-key'>>>;
  /** Whether the workload cluster's API answers this process. */
  readonly connected: boolean;
  /** How long a bootstrap token is valid. */
  readonly tokenLifetime: Duration;
}
