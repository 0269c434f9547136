export { drawBootstrapToken, parseBootstrapToken, type BootstrapTokenParts } from './bootstrap-token.ts';
export { printEndpoint } from './endpoint.ts';
export { parseClusterConfiguration, type ParsedClusterConfiguration } from './parse/cluster-configuration.ts';
export { KubeadmDocumentError, type ParsedArgument } from './parse/fields.ts';
export {
  parseInitDocuments,
  parseJoin,
  type ParsedInit,
  type ParsedJoin,
  type ParsedLocalEndpoint,
  type ParsedNodeRegistration,
} from './parse/node-configuration.ts';
export { withPreviousDefaults } from './previous-defaults.ts';
export { clusterConfigurationFields, type ClusterFacts } from './render/cluster-configuration.ts';
export { printDocument } from './render/encode.ts';
export { renderInitDocuments, type InitInput } from './render/init.ts';
export { renderJoinDocument, uninitializedTaint, type JoinInput } from './render/join.ts';
export { validateEqualTimeouts, validateKubeadmConfigSpec } from './validate/kubeadm-config-spec.ts';
export { kubeadmApiFor, parseKubernetesVersion, type KubeadmApi } from './version.ts';
