import type { KubernetesObject } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';

// Only the fields that Cluster API reads or writes; the API server knows the rest.

/** core/v1 Secret. */
export interface Secret extends KubernetesObject {
  type?: string;
  /** Values are base64. */
  data?: Record<string, string>;
  immutable?: boolean;
}
/** core/v1 ConfigMap. */
export interface ConfigMap extends KubernetesObject {
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
}
/** core/v1 Namespace. */
export interface Namespace extends KubernetesObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string };
}
/** Keeps pods without a matching toleration off a Node; the API server holds one for each key and effect. */
export interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  timeAdded?: string;
}
/** `corev1` conditions: `reason` and `message` may be absent, unlike in `metav1.Condition`. */
export interface NodeCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastHeartbeatTime?: string;
}
/** core/v1 Node, as far as it is read here. */
export interface Node extends KubernetesObject {
  spec?: { providerID?: string; taints?: Taint[]; unschedulable?: boolean };
  status?: {
    conditions?: NodeCondition[];
    addresses?: { type: string; address: string }[];
    nodeInfo?: Record<string, string>;
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
    /** Volumes that the kubelet or a controller has attached here; CSI volumes are named `kubernetes.io/csi/<driver>^<handle>`. */
    volumesAttached?: { name: string; devicePath?: string }[];
  };
}
/** core/v1 Pod, as far as it is read here; all else is passed through. */
export interface Pod extends KubernetesObject {
  spec?: {
    nodeName?: string;
    containers?: { name: string; image?: string; [field: string]: unknown }[];
    volumes?: { name: string; emptyDir?: object; persistentVolumeClaim?: { claimName: string }; [field: string]: unknown }[];
    [field: string]: unknown;
  };
  status?: {
    phase?: string;
    conditions?: NodeCondition[];
    containerStatuses?: { name: string; ready?: boolean; state?: Record<string, unknown>; [field: string]: unknown }[];
    [field: string]: unknown;
  };
}
/** apps/v1 DaemonSet, passed through. */
export interface DaemonSet extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}
/** core/v1 PersistentVolume: which claim holds it, and which volume of a CSI driver it is. */
export interface PersistentVolume extends KubernetesObject {
  spec?: {
    claimRef?: { namespace?: string; name?: string };
    csi?: { driver: string; volumeHandle: string };
    [field: string]: unknown;
  };
}
/** storage.k8s.io/v1 VolumeAttachment: a volume on its way to a Node, or there. */
export interface VolumeAttachment extends KubernetesObject {
  spec: { attacher?: string; nodeName: string; source: { persistentVolumeName?: string } };
  status?: { attached?: boolean };
}
/** coordination.k8s.io/v1 Lease. Times are with microseconds; an absent holder means that it is free. */
export interface Lease extends KubernetesObject {
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
}
/** core/v1 Event. */
export interface Event extends KubernetesObject {
  involvedObject: {
    apiVersion?: string;
    kind?: string;
    namespace?: string;
    name?: string;
    uid?: string;
    resourceVersion?: string;
    fieldPath?: string;
  };
  type?: 'Normal' | 'Warning';
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  source?: { component?: string; host?: string };
  reportingComponent?: string;
  reportingInstance?: string;
}
/** apiextensions.k8s.io/v1 CustomResourceDefinition, as far as it is read here. */
export interface CustomResourceDefinition extends KubernetesObject {
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: { kind: string; plural: string; singular?: string; listKind?: string; shortNames?: string[]; categories?: string[] };
    versions: {
      name: string;
      served: boolean;
      storage: boolean;
      deprecated?: boolean;
      deprecationWarning?: string;
      [field: string]: unknown;
    }[];
    [field: string]: unknown;
  };
  status?: { conditions?: NodeCondition[]; storedVersions?: string[]; [field: string]: unknown };
}

/** Where an API server finds a webhook: at a URL, or at a Service of the cluster. */
export interface WebhookClientConfig {
  url?: string;
  service?: { name: string; namespace: string; path?: string; port?: number };
  /** Certificate authorities, PEM in base64. Absent: those of the system, or filled in later by cert-manager. */
  caBundle?: string;
}

/** One admission webhook; both kinds of configuration hold such. */
export interface WebhookRegistration {
  name: string;
  admissionReviewVersions: string[];
  clientConfig: WebhookClientConfig;
  failurePolicy?: 'Fail' | 'Ignore';
  matchPolicy?: 'Exact' | 'Equivalent';
  rules: { apiGroups: string[]; apiVersions: string[]; operations: string[]; resources: string[]; scope?: string }[];
  sideEffects: 'None' | 'NoneOnDryRun';
  [field: string]: unknown;
}

/** admissionregistration.k8s.io/v1 MutatingWebhookConfiguration. */
export interface MutatingWebhookConfiguration extends KubernetesObject {
  webhooks?: WebhookRegistration[];
}

/** admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration. */
export interface ValidatingWebhookConfiguration extends KubernetesObject {
  webhooks?: WebhookRegistration[];
}

const builtIn = <T extends KubernetesObject>(apiVersion: string, kind: string, plural: string, namespaced = true): Resource<T> => {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
  return { group, version, kind, plural, namespaced };
};

export const Secret = builtIn<Secret>('v1', 'Secret', 'secrets');
export const ConfigMap = builtIn<ConfigMap>('v1', 'ConfigMap', 'configmaps');
export const Namespace = builtIn<Namespace>('v1', 'Namespace', 'namespaces', false);
export const Node = builtIn<Node>('v1', 'Node', 'nodes', false);
export const Pod = builtIn<Pod>('v1', 'Pod', 'pods');
export const DaemonSet = builtIn<DaemonSet>('apps/v1', 'DaemonSet', 'daemonsets');
export const PersistentVolume = builtIn<PersistentVolume>('v1', 'PersistentVolume', 'persistentvolumes', false);
export const VolumeAttachment = builtIn<VolumeAttachment>('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments', false);
export const Event = builtIn<Event>('v1', 'Event', 'events');
export const Lease = builtIn<Lease>('coordination.k8s.io/v1', 'Lease', 'leases');
export const CustomResourceDefinition = builtIn<CustomResourceDefinition>(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);
export const MutatingWebhookConfiguration = builtIn<MutatingWebhookConfiguration>(
  'admissionregistration.k8s.io/v1',
  'MutatingWebhookConfiguration',
  'mutatingwebhookconfigurations',
  false,
);
export const ValidatingWebhookConfiguration = builtIn<ValidatingWebhookConfiguration>(
  'admissionregistration.k8s.io/v1',
  'ValidatingWebhookConfiguration',
  'validatingwebhookconfigurations',
  false,
);
