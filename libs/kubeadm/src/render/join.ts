import type { Discovery, JoinConfiguration, NodeRegistration, NodeTaint } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { kubeadmApiFor, type KubeadmApi } from '../version.ts';
import { filled, ifTrue, printDocument, type Field, type Fields } from './encode.ts';
import { renderLocalEndpoint, renderNodeRegistration, renderPhasesAndPatches, renderSeconds, renderTimeouts } from './pieces.ts';

/** What the configuration of `kubeadm join` is made from. */
export interface JoinInput {
  readonly joinConfiguration?: DeepReadonly<JoinConfiguration>;
  readonly role: 'control-plane' | 'worker';
  /** Version of the joining Machine itself, which may be older than the control plane's. */
  readonly kubernetesVersion: string;
}

/** Keeps pods away from a worker until its labels have been synced from the Machine, whose controller takes it off. */
export const uninitializedTaint: DeepReadonly<NodeTaint> = { key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' };

/**
 * What `kubeadm join` reads: a JoinConfiguration. A worker's begins with a line of dashes, a control plane's does not: there are
 * readers of these bytes.
 * @throws OperationError (terminal) when the Kubernetes version is missing, unreadable or too old
 */
export function renderJoinDocument({ joinConfiguration: join, role, kubernetesVersion }: JoinInput): string {
  const api = kubeadmApiFor(kubernetesVersion);
  const worker = role === 'worker';
  const registration = worker ? withUninitializedTaint(join?.nodeRegistration) : join?.nodeRegistration;
  const document = {
    apiVersion: api,
    kind: 'JoinConfiguration',
    ...filled({
      caCertPath: join?.caCertPath,
      ...renderPhasesAndPatches(join, api),
      timeouts: renderTimeouts(join?.timeouts, api),
    }),
    ...(worker ? {} : { controlPlane: { localAPIEndpoint: renderLocalEndpoint(join?.controlPlane?.localAPIEndpoint) } }),
    nodeRegistration: renderNodeRegistration(registration, api),
    discovery: discovery(join, api),
  };
  return `${worker ? '---\n' : ''}${printDocument(document)}`;
}

function withUninitializedTaint(registration: DeepReadonly<NodeRegistration> | undefined): DeepReadonly<NodeRegistration> {
  const taints = registration?.taints ?? [];
  const there = taints.some(({ key, effect }) => key === uninitializedTaint.key && effect === uninitializedTaint.effect);
  return { ...registration, taints: there ? taints : [...taints, uninitializedTaint] };
}

function discovery(join: DeepReadonly<JoinConfiguration> | undefined, api: KubeadmApi): Fields {
  const wanted = join?.discovery;
  return filled({
    bootstrapToken: tokenDiscovery(wanted),
    file: wanted?.file === undefined ? undefined : { kubeConfigPath: wanted.file.kubeConfigPath },
    tlsBootstrapToken: wanted?.tlsBootstrapToken,
    timeout: api !== 'kubeadm.k8s.io/v1beta4' ? renderSeconds(join?.timeouts?.tlsBootstrapSeconds) : undefined,
  });
}

function tokenDiscovery(wanted: DeepReadonly<Discovery> | undefined): Field {
  const token = wanted?.bootstrapToken;
  if (token === undefined) return undefined;
  return {
    token: token.token ?? '',
    ...filled({
      apiServerEndpoint: token.apiServerEndpoint,
      caCertHashes: token.caCertHashes,
      unsafeSkipCAVerification: ifTrue(token.unsafeSkipCAVerification),
    }),
  };
}
