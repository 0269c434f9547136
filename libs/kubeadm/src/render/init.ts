import type { ClusterConfiguration, InitConfiguration } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { kubeadmApiFor } from '../version.ts';
import { clusterConfigurationFields, type ClusterFacts } from './cluster-configuration.ts';
import { filled, printDocument } from './encode.ts';
import { renderBootstrapTokens, renderLocalEndpoint, renderNodeRegistration, renderPhasesAndPatches, renderTimeouts } from './pieces.ts';

/** What the configuration of `kubeadm init` is made from: what users wrote, and what is known of the cluster. */
export interface InitInput {
  readonly clusterConfiguration?: DeepReadonly<ClusterConfiguration>;
  readonly initConfiguration?: DeepReadonly<InitConfiguration>;
  readonly facts: Omit<ClusterFacts, 'apiServerTimeoutSeconds'>;
}

/**
 * What `kubeadm init` reads: a ClusterConfiguration and an InitConfiguration, each after a line of dashes.
 * @throws OperationError (terminal) when the Kubernetes version is missing, unreadable or too old
 */
export function renderInitDocuments({ clusterConfiguration, initConfiguration, facts }: InitInput): string {
  const api = kubeadmApiFor(facts.kubernetesVersion);
  const timeout = initConfiguration?.timeouts?.controlPlaneComponentHealthCheckSeconds;
  const cluster = clusterConfigurationFields(
    clusterConfiguration,
    { ...facts, ...(timeout === undefined ? {} : { apiServerTimeoutSeconds: timeout }) },
    api,
  );
  const init = {
    apiVersion: api,
    kind: 'InitConfiguration',
    ...filled({
      bootstrapTokens: renderBootstrapTokens(initConfiguration?.bootstrapTokens),
      ...renderPhasesAndPatches(initConfiguration, api),
      timeouts: renderTimeouts(initConfiguration?.timeouts, api),
    }),
    nodeRegistration: renderNodeRegistration(initConfiguration?.nodeRegistration, api),
    localAPIEndpoint: renderLocalEndpoint(initConfiguration?.localAPIEndpoint),
  };
  return `---\n${printDocument(cluster)}---\n${printDocument(init)}`;
}
