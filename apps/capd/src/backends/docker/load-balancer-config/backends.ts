import type { Machine } from '@capi/api';
import type { Container } from '@capi/docker-engine';
import type { DeepReadonly } from '@capi/seams';

import { addressesOf } from '../ip-family/addresses.ts';
import type { IpFamily } from '../ip-family/ip-family.ts';
import { containerName } from '../names/container-name.ts';
import { dockerLabels, roleOf } from '../names/labels.ts';

/** A server that requests are spread over. */
export interface BackendServer {
  readonly address: string;
  /** 100; 0 gets no new connections. */
  readonly weight: number;
}

/** By name of the container, sorted. */
export type Backends = Readonly<Record<string, BackendServer>>;

/** What is to be known of a control-plane Machine. */
export interface ControlPlaneMachine {
  readonly infraMachine: string;
  /** What upstream calls its container, which has no label with the machine's name. */
  readonly upstreamContainer: string;
  readonly deleting: boolean;
}

const controlPlaneLabel = 'cluster.x-k8s.io/control-plane';

/** The control-plane Machines among those of a cluster: whatever the label's value is, unlike upstream, which drains only those with ''. */
export const controlPlaneMachines = (machines: readonly DeepReadonly<Machine>[]): readonly ControlPlaneMachine[] =>
  machines
    .filter(({ metadata }) => metadata.labels?.[controlPlaneLabel] !== undefined)
    .map(({ metadata, spec }) => ({
      infraMachine: spec.infrastructureRef.name,
      upstreamContainer: containerName(spec.clusterName, metadata.name),
      deleting: metadata.deletionTimestamp !== undefined,
    }));

/**
 * What the load balancer sends requests to: each control-plane container that runs and has an address. One whose Machine is being deleted
 * gets no new connections, unless there is nothing else, as while the whole cluster goes.
 * @param containers those of this cluster; others than the control plane's are passed over
 */
export function desiredBackends(
  machines: readonly ControlPlaneMachine[],
  containers: readonly Container[],
  { network, family }: { readonly network: string; readonly family: IpFamily },
): Backends {
  const leaving = new Set(
    machines.filter(({ deleting }) => deleting).flatMap((machine) => [machine.infraMachine, `/${machine.upstreamContainer}`]),
  );
  const servers = containers
    .filter(({ labels, state }) => roleOf(labels) === 'control-plane' && state === 'running')
    .map((container) => ({
      name: container.name,
      address: addressesOf(container, network, family)[0],
      leaves: machines.length > 1 && leaving.has(container.labels[dockerLabels.machine] ?? `/${container.name}`),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const nothingElse = servers.every(({ address, leaves }) => leaves || address === undefined);
  return Object.fromEntries(
    servers.flatMap(({ name, address, leaves }) =>
      address === undefined ? [] : [[name, { address, weight: leaves && !nothingElse ? 0 : 100 }]],
    ),
  );
}
