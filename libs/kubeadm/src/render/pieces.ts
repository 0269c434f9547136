import type { Argument, BootstrapToken, InitConfiguration, LocalApiEndpoint, NodeRegistration, NodeTaint, Timeouts } from '@capi/api';
import { printDuration, seconds, type DeepReadonly } from '@capi/seams';

import type { KubeadmApi } from '../version.ts';
import { filled, type Field, type Fields, type Json } from './encode.ts';

/** Flags: a map up to v1beta3, where a repeated name keeps its last value; a list since. */
export function renderArguments(args: DeepReadonly<Argument[]> | undefined, api: KubeadmApi): Field {
  if (args === undefined) return undefined;
  if (api !== 'kubeadm.k8s.io/v1beta4') return Object.fromEntries(args.map(({ name, value }) => [name, value ?? '']));
  return args.map(({ name, value }) => ({ name, value: value ?? '' }));
}

/** Seconds as a Go duration; zero is a duration too. */
export const renderSeconds = (count: number | undefined): Field => (count === undefined ? undefined : printDuration(seconds(count)));

/** Addresses of the API server on the machine itself; `{}` leaves both to kubeadm. */
export const renderLocalEndpoint = (endpoint: DeepReadonly<LocalApiEndpoint> | undefined): Fields =>
  filled({ advertiseAddress: endpoint?.advertiseAddress, bindPort: endpoint?.bindPort });

/**
 * How the Node registers. Taints are always written: `null` asks for kubeadm's own, an empty list for none.
 */
export function renderNodeRegistration(registration: DeepReadonly<NodeRegistration> | undefined, api: KubeadmApi): Fields {
  return {
    ...filled({
      name: registration?.name,
      criSocket: registration?.criSocket,
      kubeletExtraArgs: renderArguments(registration?.kubeletExtraArgs, api),
      ignorePreflightErrors: registration?.ignorePreflightErrors,
      imagePullPolicy: api === 'kubeadm.k8s.io/v1beta2' ? undefined : registration?.imagePullPolicy,
      imagePullSerial: api !== 'kubeadm.k8s.io/v1beta4' ? undefined : registration?.imagePullSerial,
    }),
    taints: registration?.taints?.map(renderTaint) ?? null,
  };
}

const renderTaint = ({ key, value, effect, timeAdded }: DeepReadonly<NodeTaint>): Json => ({
  key,
  ...filled({ value, timeAdded }),
  effect,
});

/** Tokens that `kubeadm init` makes. */
export const renderBootstrapTokens = (tokens: DeepReadonly<BootstrapToken[]> | undefined): Field =>
  tokens?.map(({ token, description, ttlSeconds, expires, usages, groups }) => ({
    token,
    ...filled({ description, ttl: renderSeconds(ttlSeconds), expires, usages, groups }),
  }));

/** What is left out of the run of kubeadm, and what is changed in what it writes; v1beta2 has neither. */
export const renderPhasesAndPatches = (
  configuration: DeepReadonly<Pick<InitConfiguration, 'skipPhases' | 'patches'>> | undefined,
  api: KubeadmApi,
): Readonly<Record<string, Field>> =>
  api === 'kubeadm.k8s.io/v1beta2'
    ? {}
    : { skipPhases: configuration?.skipPhases, patches: filled({ directory: configuration?.patches?.directory }) };

/** All six timeouts; APIs before v1beta4 have none. */
export const renderTimeouts = (timeouts: DeepReadonly<Timeouts> | undefined, api: KubeadmApi): Field =>
  api !== 'kubeadm.k8s.io/v1beta4'
    ? undefined
    : filled({
        controlPlaneComponentHealthCheck: renderSeconds(timeouts?.controlPlaneComponentHealthCheckSeconds),
        kubeletHealthCheck: renderSeconds(timeouts?.kubeletHealthCheckSeconds),
        kubernetesAPICall: renderSeconds(timeouts?.kubernetesAPICallSeconds),
        etcdAPICall: renderSeconds(timeouts?.etcdAPICallSeconds),
        tlsBootstrap: renderSeconds(timeouts?.tlsBootstrapSeconds),
        discovery: renderSeconds(timeouts?.discoverySeconds),
      });
