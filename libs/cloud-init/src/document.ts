/** A file that cloud-init writes. Absent fields are left to cloud-init: owner root, permissions 0644, replaced not appended. */
export interface FileToWrite {
  readonly path: string;
  /** Already encoded when `encoding` says so. */
  readonly content: string;
  /** `base64`, `gzip` or `gzip+base64`: what cloud-init undoes before writing. */
  readonly encoding?: string;
  readonly owner?: string;
  readonly permissions?: string;
  readonly append?: boolean;
}

/** A login to create; the fields are those of KubeadmConfig `spec.users`, with the password already looked up. */
export interface User {
  readonly name: string;
  readonly passwd?: string;
  readonly gecos?: string;
  readonly groups?: string;
  readonly homeDir?: string;
  readonly inactive?: boolean;
  readonly lockPassword?: boolean;
  readonly shell?: string;
  readonly primaryGroup?: string;
  readonly sudo?: string;
  readonly sshAuthorizedKeys?: readonly string[];
}

/** A partition table that cloud-init writes; fields as in its `disk_setup`. */
export interface Partition {
  readonly device: string;
  /** Whether one partition fills the device; `diskLayout` is the alternative. */
  readonly layout?: boolean;
  readonly diskLayout?: readonly { readonly percentage: number; readonly partitionType?: string }[];
  readonly overwrite?: boolean;
  readonly tableType?: string;
}

/** A file system that cloud-init makes; fields as in its `fs_setup`. */
export interface Filesystem {
  readonly device: string;
  readonly filesystem: string;
  readonly label?: string;
  readonly partition?: string;
  readonly overwrite?: boolean;
  readonly replaceFS?: string;
  readonly extraOpts?: readonly string[];
}

/** Partitions first, then the file systems in them. */
export interface DiskSetup {
  readonly partitions?: readonly Partition[];
  readonly filesystems?: readonly Filesystem[];
}

/** Time servers; absent fields leave them to the image. */
export interface Ntp {
  readonly enabled?: boolean;
  readonly servers?: readonly string[];
}

/** Everything a node does on its first boot to become part of a cluster. */
export interface BootstrapDocument {
  /** `init` makes the first control-plane node, `join` any other node. */
  readonly verb: 'init' | 'join';
  /** The kubeadm documents, YAML. */
  readonly kubeadmConfig: string;
  /** Written before the kubeadm configuration, in this order. */
  readonly files: readonly FileToWrite[];
  /** Becomes `--v <n>`; absent leaves kubeadm's default. */
  readonly verbosity?: number;
  readonly bootCommands?: readonly string[];
  readonly preKubeadmCommands?: readonly string[];
  readonly postKubeadmCommands?: readonly string[];
  readonly ntp?: Ntp;
  readonly users?: readonly User[];
  readonly diskSetup?: DiskSetup;
  readonly mounts?: readonly (readonly string[])[];
}

/** Where a node finds its kubeadm configuration. */
export const kubeadmConfigPaths = { init: '/run/kubeadm/kubeadm.yaml', join: '/run/kubeadm/kubeadm-join-config.yaml' } as const;
/** Exists, and holds `success`, once kubeadm has succeeded: how others learn that a machine has bootstrapped. */
export const sentinelPath = '/run/cluster-api/bootstrap-success.complete';
