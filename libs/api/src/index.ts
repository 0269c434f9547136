export * from './kubernetes/built-in.ts';
export { draftOf, type Draft } from './meta/draft.ts';
export * from './meta/object.ts';
export * from './meta/resource.ts';
export { KubeadmConfig } from './bootstrap/kubeadm-config/kind.ts';
export type { KubeadmConfigSpec, KubeadmConfigStatus } from './bootstrap/kubeadm-config/v1beta2.ts';
export type { Argument, EnvironmentVariable, HostPathMount } from './bootstrap/kubeadm-config/v1beta2/arguments.ts';
export type {
  ApiServer,
  ClusterConfiguration,
  ControlPlaneComponent,
  Etcd,
} from './bootstrap/kubeadm-config/v1beta2/cluster-configuration.ts';
export type { BootstrapToken, InitConfiguration } from './bootstrap/kubeadm-config/v1beta2/init-configuration.ts';
export type { Discovery, FileDiscovery, JoinConfiguration } from './bootstrap/kubeadm-config/v1beta2/join-configuration.ts';
export type {
  BootstrapFile,
  BootstrapUser,
  DiskSetup,
  Filesystem,
  Ignition,
  Ntp,
  Partition,
  SecretSource,
} from './bootstrap/kubeadm-config/v1beta2/machine-setup.ts';
export type { LocalApiEndpoint, NodeRegistration, NodeTaint, Timeouts } from './bootstrap/kubeadm-config/v1beta2/node-registration.ts';
export { KubeadmConfigTemplate } from './bootstrap/kubeadm-config-template/kind.ts';
export { KubeadmControlPlane } from './controlplane/kubeadm-control-plane/kind.ts';
export type {
  ControlPlaneMachineTemplate,
  ControlPlaneRemediation,
  ControlPlaneRollout,
  KubeadmControlPlaneSpec,
  KubeadmControlPlaneStatus,
} from './controlplane/kubeadm-control-plane/v1beta2.ts';
export { KubeadmControlPlaneTemplate } from './controlplane/kubeadm-control-plane-template/kind.ts';
export { Cluster } from './core/cluster/kind.ts';
export type { Topology } from './core/cluster/topology.ts';
export type { ClusterNetwork, ClusterSpec, ClusterStatus } from './core/cluster/v1beta2.ts';
export { ClusterClass } from './core/cluster-class/kind.ts';
export type { ClusterClassPatch } from './core/cluster-class/patches.ts';
export type {
  ClusterClassSpec,
  ClusterClassStatus,
  ClusterClassVariable,
  MachineDeploymentClass,
  MachinePoolClass,
} from './core/cluster-class/v1beta2.ts';
export type { VariableSchema } from './core/cluster-class/variable-schema.ts';
export { Machine } from './core/machine/kind.ts';
export type { MachineStatus } from './core/machine/v1beta2.ts';
export { MachineDeployment } from './core/machine-deployment/kind.ts';
export type { Rollout } from './core/machine-deployment/rollout.ts';
export type { MachineDeploymentSpec, MachineDeploymentStatus } from './core/machine-deployment/v1beta2.ts';
export { MachineDrainRule } from './core/machine-drain-rule/kind.ts';
export type { MachineDrainRuleSpec } from './core/machine-drain-rule/v1beta2.ts';
export { MachineHealthCheck } from './core/machine-health-check/kind.ts';
export type { MachineHealthCheckSpec, MachineHealthCheckStatus } from './core/machine-health-check/v1beta2.ts';
export { MachinePool } from './core/machine-pool/kind.ts';
export type { MachinePoolSpec, MachinePoolStatus } from './core/machine-pool/v1beta2.ts';
export { MachineSet } from './core/machine-set/kind.ts';
export type { MachineSetSpec, MachineSetStatus } from './core/machine-set/v1beta2.ts';
export { DevCluster } from './infrastructure/dev-cluster/kind.ts';
export { DevClusterTemplate } from './infrastructure/dev-cluster-template/kind.ts';
export { DevMachine } from './infrastructure/dev-machine/kind.ts';
export type { InMemoryMachineBackend } from './infrastructure/dev-machine/v1beta2.ts';
export { DevMachineTemplate } from './infrastructure/dev-machine-template/kind.ts';
export { DockerCluster } from './infrastructure/docker-cluster/kind.ts';
export { DockerClusterTemplate } from './infrastructure/docker-cluster-template/kind.ts';
export { DockerMachine } from './infrastructure/docker-machine/kind.ts';
export { DockerMachineTemplate } from './infrastructure/docker-machine-template/kind.ts';
export { keptAside } from './conversion/v1alpha2/kept-aside.ts';
export { ClusterResourceSet } from './addons/cluster-resource-set/kind.ts';
export { ClusterResourceSetBinding } from './addons/cluster-resource-set-binding/kind.ts';
export { Metadata } from './clusterctl/metadata/kind.ts';
export { Provider } from './clusterctl/provider/kind.ts';
export { DevMachinePool } from './infrastructure/dev-machine-pool/kind.ts';
export { DevMachinePoolTemplate } from './infrastructure/dev-machine-pool-template/kind.ts';
export { DockerMachinePool } from './infrastructure/docker-machine-pool/kind.ts';
export { DockerMachinePoolTemplate } from './infrastructure/docker-machine-pool-template/kind.ts';
export { IPAddress } from './ipam/ip-address/kind.ts';
export { IPAddressClaim } from './ipam/ip-address-claim/kind.ts';
export { ExtensionConfig } from './runtime/extension-config/kind.ts';
export { allKinds, kindsOf } from './kinds-of.ts';
export { kinds } from './kinds.ts';
export { annotations, controlPlaneCleanupHook, hookPrefixes, nodeTaints } from './names/annotations.ts';
export { inlineBootstrapDataName, isInlineBootstrapDataName } from './names/bootstrap-data.ts';
export { fieldManagers, finalizers } from './names/finalizers.ts';
export { hashOf, labels, labelValueOf, nodeLabelDomains } from './names/labels.ts';
export { clusterSecretName, clusterSecretType, parseClusterSecretName, secretKeys, type ClusterSecretPurpose } from './names/secrets.ts';
export { KubeadmConfigConditions } from './bootstrap/kubeadm-config/conditions.ts';
export { KcpConditions, KcpMachineConditions } from './controlplane/kubeadm-control-plane/conditions.ts';
export { ClusterClassConditions } from './core/cluster-class/conditions.ts';
export { ClusterResourceSetConditions } from './addons/cluster-resource-set/conditions.ts';
export { ExtensionConfigConditions } from './runtime/extension-config/conditions.ts';
export { ClusterConditions } from './core/cluster/conditions.ts';
export { MachineConditions, MachineHealthConditions } from './core/machine/conditions.ts';
export { MachineDeploymentConditions } from './core/machine-deployment/conditions.ts';
export { MachineHealthCheckConditions } from './core/machine-health-check/conditions.ts';
export { MachinePoolConditions } from './core/machine-pool/conditions.ts';
export { MachineSetConditions } from './core/machine-set/conditions.ts';
export { DevClusterConditions, DockerMachineConditions, InMemoryMachineConditions } from './infrastructure/conditions.ts';
export {
  defineConditions,
  type ConditionCatalogue,
  type Conditions,
  type ConditionStatus,
  type Verdict,
} from './schema/define-conditions.ts';
export { defaultClusterResourceSet } from './addons/cluster-resource-set/defaults.ts';
export { defaultKubeadmControlPlane } from './controlplane/kubeadm-control-plane/defaults.ts';
export { defaultCluster } from './core/cluster/defaults.ts';
export { defaultMachine } from './core/machine/defaults.ts';
export { defaultMachineDeployment } from './core/machine-deployment/defaults.ts';
export { defaultMachineHealthCheck } from './core/machine-health-check/defaults.ts';
export { defaultMachinePool } from './core/machine-pool/defaults.ts';
export { defaultMachineSet } from './core/machine-set/defaults.ts';
export {
  defaultDevCluster,
  defaultDevClusterTemplate,
  defaultDevMachine,
  defaultDevMachineTemplate,
  defaultDockerCluster,
  defaultDockerClusterTemplate,
} from './infrastructure/defaults.ts';
export { defaultExtensionConfig } from './runtime/extension-config/defaults.ts';
export { asRead } from './products/as-read.ts';
export { asWritten } from './products/as-written.ts';
export { applyDefaults } from './products/apply-defaults.ts';
export { validatorOf, type FieldProblem, type Validator } from './products/validator-of.ts';
export { convertObject } from './products/convert-object.ts';
export { crdOf } from './products/crd-of.ts';
export { decoderOf, type Decoder, type Decoding } from './products/decoder-of.ts';
export { withConversionWebhook } from './products/with-conversion-webhook.ts';
export { schemaOf, type JsonSchema } from './products/schema-of.ts';
export type { ConversionLimits, Limit } from './schema/conversion-limits.ts';
export {
  defineKind,
  version,
  type Conversion,
  type ConversionContext,
  type Kind,
  type KindDeclaration,
  type ObjectOf,
  type PrinterColumn,
  type VersionDeclaration,
} from './schema/define-kind.ts';
export { namedPatterns, type NamedPattern } from './schema/patterns.ts';
export type { Endpoint, FailureDomain } from './shapes/v1beta2/cluster.ts';
export type { LegacyCondition } from './shapes/v1beta2/condition.ts';
export type {
  Gate,
  LabelSelector,
  MachineAddress,
  MachineDeletion,
  MachineSpec,
  MachineTaint,
  MachineTemplateSpec,
  NodeInfo,
  RollingUpdate,
  StatusVersion,
} from './shapes/v1beta2/machine.ts';
export type { ClassReference, ContractReference, NodeReference, TemplateReference } from './shapes/v1beta2/reference.ts';
export type { TemplateMetadata } from './shapes/v1beta2/template-metadata.ts';
