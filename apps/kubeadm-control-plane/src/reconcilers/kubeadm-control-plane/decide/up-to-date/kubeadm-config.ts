import type { KubeadmConfigSpec } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { configSpec } from './config-spec.ts';

type Spec = DeepReadonly<KubeadmConfigSpec>;
type Json = { readonly [field: string]: unknown };

/**
 * Whether a Machine's KubeadmConfig says what a new one would say, apart from what the bootstrap provider fills in, what is changed in
 * the workload cluster directly, and what means the same when written differently. A Machine that ran `kubeadm init` never said how
 * to join: what it said about init is compared as if it had, and then for itself, so that it is not replaced for having been first.
 * @param current spec of the Machine's KubeadmConfig
 * @param desired `spec.kubeadmConfigSpec` of the control plane
 * @param version `spec.version` of the control plane
 * @see upstream v1.14.0 controlplane/kubeadm/pkg/filters.go (behaviour)
 */
export function kubeadmConfigMatches(current: Spec | undefined, desired: Spec | undefined, version: string): boolean {
  const joined = current?.joinConfiguration?.controlPlane !== undefined;
  const wantedJoin = comparable(configSpec(desired, version, 'join'), !joined);
  if (joined) return same(comparable({ ...current, initConfiguration: undefined }, false), wantedJoin);
  if (same(comparable(asJoin(current ?? {}), true), wantedJoin)) return true;
  return same(
    comparable({ ...current, joinConfiguration: undefined }, false),
    comparable({ ...configSpec(desired, version, 'init'), joinConfiguration: undefined }, false),
  );
}

function asJoin(current: Spec): Json {
  const { initConfiguration = {}, joinConfiguration: _none, ...rest } = current;
  const { timeouts, patches, skipPhases, nodeRegistration, localAPIEndpoint } = initConfiguration;
  return { ...rest, joinConfiguration: { timeouts, patches, skipPhases, nodeRegistration, controlPlane: { localAPIEndpoint } } };
}

/** What of a spec takes part in the comparison, with equal meanings written equally. */
function comparable(spec: Json, withoutCaCertPath: boolean): unknown {
  const configuration = child(spec, 'clusterConfiguration');
  const join = child(spec, 'joinConfiguration');
  return pruned({
    ...spec,
    format: spec['format'] ?? 'cloud-config',
    clusterConfiguration: { ...configuration, controlPlaneEndpoint: undefined, dns: undefined },
    initConfiguration: registered(child(spec, 'initConfiguration')),
    joinConfiguration: registered({ ...join, discovery: undefined, ...(withoutCaCertPath ? { caCertPath: undefined } : {}) }),
  });
}

function registered(section: Json): Json {
  const registration = child(section, 'nodeRegistration');
  return {
    ...section,
    nodeRegistration: { ...registration, imagePullPolicy: registration['imagePullPolicy'] || 'IfNotPresent' },
    timeouts: { ...child(section, 'timeouts'), controlPlaneComponentHealthCheckSeconds: undefined },
  };
}

const child = (parent: Json, field: string): Json => (parent[field] ?? {}) as Json;

/** Leaves out what is absent or empty. An empty list of taints stays: it says "no taints", where none at all says "the usual ones". */
function pruned(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.length === 0 && field !== 'taints' ? undefined : value.map((item) => pruned(item) ?? {});
  if (typeof value !== 'object' || value === null) return value === '' ? undefined : value;
  const kept = Object.entries(value)
    .map(([name, item]) => [name, pruned(item, name)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Both sides are pruned, so their fields are in the same order. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
