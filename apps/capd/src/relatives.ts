import { Cluster, labels, Machine, type ObjectKey } from '@capi/api';
import { isTrue } from '@capi/conditions';
import type { Cache } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Family, InfraCluster, InfraMachine } from './infra-objects.ts';

/** What an infrastructure machine belongs to, as far as it is there. */
export interface Relatives {
  readonly machine: DeepReadonly<Machine> | undefined;
  /** Known before the Cluster is, from the Machine or a label. */
  readonly clusterName: string | undefined;
  readonly cluster: DeepReadonly<Cluster> | undefined;
  readonly infraCluster: DeepReadonly<InfraCluster> | undefined;
}

export function findRelatives(cache: Cache, family: Family, { metadata }: DeepReadonly<InfraMachine>, key: ObjectKey): Relatives {
  const owner = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) => kind === Machine.kind && apiVersion.startsWith(`${Machine.group}/`),
  );
  const machine = owner === undefined ? undefined : cache.get(Machine, { ...key, name: owner.name });
  const clusterName = machine?.spec.clusterName ?? metadata.labels?.[labels.clusterName];
  const cluster = clusterName === undefined ? undefined : cache.get(Cluster, { ...key, name: clusterName });
  const reference = cluster?.spec?.infrastructureRef;
  const infraCluster = reference?.kind === family.cluster.kind ? cache.get(family.cluster, { ...key, name: reference.name }) : undefined;
  return { machine, clusterName, cluster, infraCluster };
}

/** What both backends look at of a Cluster. */
export interface SeenCluster {
  readonly name: string;
  readonly infrastructureProvisioned: boolean;
  readonly controlPlaneInitialized: boolean;
}

export const seenCluster = ({ metadata, status }: DeepReadonly<Cluster>): SeenCluster => ({
  name: metadata.name,
  infrastructureProvisioned: status?.initialization?.infrastructureProvisioned === true,
  controlPlaneInitialized:
    status?.initialization?.controlPlaneInitialized === true || isTrue(status?.conditions, 'ControlPlaneInitialized'),
});

/** What both backends look at of a Machine. */
export interface SeenOwner {
  readonly name: string;
  readonly version?: string;
  readonly failureDomain?: string;
  readonly controlPlane: boolean;
}

export const seenOwner = ({ metadata, spec: { version, failureDomain } }: DeepReadonly<Machine>): SeenOwner => ({
  name: metadata.name,
  controlPlane: metadata.labels?.[labels.controlPlane] !== undefined,
  ...(version === undefined ? {} : { version }),
  ...(failureDomain === undefined ? {} : { failureDomain }),
});
