import type { Observation, SeenEndpoint, SeenFailureDomain } from '../observation.ts';

/** What the providers have handed over so far. */
export interface HandedOver {
  readonly infrastructureProvisioned: boolean;
  readonly controlPlaneInitialized: boolean;
  /** Absent until somebody names host and port. */
  readonly endpoint?: SeenEndpoint;
  /** Absent: leave what is there. */
  readonly failureDomains?: readonly SeenFailureDomain[];
}

/**
 * Provisioned and initialized stay so once they are. The endpoint is the Cluster's own when it has one, else the infrastructure's,
 * else the control plane's, each counting only once its owner is done. A Cluster without a reference to infrastructure brings its
 * own and counts as provisioned; one without a reference to a control plane is initialized by the first of its control-plane Machines
 * that has a Node. Upstream tells the latter by the condition alone; v1alpha2 clients read the field.
 * @see upstream v1.14.0 core/reconcilers/cluster, phases (behaviour)
 */
export function handedOver({ cluster, infrastructure, controlPlane, descendants }: Observation): HandedOver {
  const done = cluster.status?.initialization ?? {};
  const isBare =
    infrastructure.state === 'none' && cluster.spec?.topology === undefined && cluster.metadata.deletionTimestamp === undefined;
  const provider = infrastructure.state === 'found' && !infrastructure.deleting ? infrastructure : undefined;
  const plane = controlPlane.state === 'found' && !controlPlane.deleting ? controlPlane : undefined;
  const isProvisioned = done.infrastructureProvisioned === true || isBare || provider?.provisioned === true;
  const isStandalone = controlPlane.state === 'none' && cluster.spec?.topology === undefined;
  const isStarted = isStandalone && descendants.controlPlaneMachines.some((machine) => machine.status?.nodeRef !== undefined);
  const isInitialized = done.controlPlaneInitialized === true || plane?.initialized === true || isStarted;
  const endpoint =
    ownEndpoint(cluster) ?? (isProvisioned ? provider?.endpoint : undefined) ?? (isInitialized ? plane?.endpoint : undefined);
  return {
    infrastructureProvisioned: isProvisioned,
    controlPlaneInitialized: isInitialized,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(provider !== undefined && isProvisioned ? { failureDomains: provider.failureDomains } : {}),
  };
}

/** The Cluster's endpoint when it is whole. */
function ownEndpoint(cluster: Observation['cluster']): SeenEndpoint | undefined {
  const { host = '', port = 0 } = cluster.spec?.controlPlaneEndpoint ?? {};
  return host === '' || port === 0 ? undefined : { host, port };
}
