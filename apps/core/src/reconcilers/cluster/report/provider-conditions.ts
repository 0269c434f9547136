import { ClusterConditions, type Verdict } from '@capi/api';
import { isTrue } from '@capi/conditions';

import { mirrored } from '../../../external/mirrored.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Observation } from '../observation.ts';

/** What the infrastructure says about itself. A Cluster without a reference to any brings its own, which is taken to be ready. */
export function infrastructureReady(seen: Observation): Verdict<'InfrastructureReady'> {
  const { cluster, infrastructure } = seen;
  const type = 'InfrastructureReady';
  const reference = cluster.spec?.infrastructureRef;
  const name = `${reference?.kind ?? 'Infrastructure'} ${reference?.name ?? ''}`.trim();
  switch (infrastructure.state) {
    case 'found':
      return mirrored(type, infrastructure.ready, {
        holds: infrastructure.provisioned,
        good: ClusterConditions.verdict(type, 'True', 'Ready'),
        bad: ClusterConditions.verdict(type, 'False', 'NotReady', `${name} is not provisioned yet`),
      });
    case 'unreadable':
      return ClusterConditions.verdict(type, 'Unknown', 'InternalError', infrastructure.why);
    case 'none':
      return cluster.spec?.topology === undefined
        ? ClusterConditions.verdict(type, 'True', 'Ready')
        : ClusterConditions.verdict(type, 'False', 'ObjectDoesNotExist');
    case 'missing':
    default:
      return cluster.status?.initialization?.infrastructureProvisioned === true
        ? ClusterConditions.verdict(type, 'False', 'ObjectDeleted', `${name} has been deleted`)
        : ClusterConditions.verdict(type, 'False', 'ObjectDoesNotExist', `${name} does not exist`);
  }
}

/** What the control plane says about itself; without a control-plane object, whether its Machines have initialized it. */
export function controlPlaneAvailable(seen: Observation): Verdict<'ControlPlaneAvailable'> {
  const { cluster, controlPlane } = seen;
  const type = 'ControlPlaneAvailable';
  const reference = cluster.spec?.controlPlaneRef;
  const name = `${reference?.kind ?? 'Control plane'} ${reference?.name ?? ''}`.trim();
  const good = ClusterConditions.verdict(type, 'True', 'Available');
  switch (controlPlane.state) {
    case 'found':
      return mirrored(type, controlPlane.available, {
        holds: controlPlane.initialized,
        good,
        bad: ClusterConditions.verdict(type, 'False', 'NotAvailable', `${name} is not initialized yet`),
      });
    case 'unreadable':
      return ClusterConditions.verdict(type, 'Unknown', 'InternalError', controlPlane.why);
    case 'none':
      if (cluster.spec?.topology !== undefined) return ClusterConditions.verdict(type, 'False', 'ObjectDoesNotExist');
      return controlPlaneInitialized(seen).status === 'True'
        ? good
        : ClusterConditions.verdict(type, 'False', 'NotAvailable', 'Waiting for the first control plane Machine to have a Node');
    case 'missing':
    default:
      return cluster.status?.initialization?.controlPlaneInitialized === true
        ? ClusterConditions.verdict(type, 'False', 'ObjectDeleted', `${name} has been deleted`)
        : ClusterConditions.verdict(type, 'False', 'ObjectDoesNotExist', `${name} does not exist`);
  }
}

/** Whether the control plane has answered once. True is final. */
export function controlPlaneInitialized(seen: Observation): Verdict<'ControlPlaneInitialized'> {
  const { cluster, controlPlane } = seen;
  const type = 'ControlPlaneInitialized';
  const good = ClusterConditions.verdict(type, 'True', 'Initialized');
  if (isTrue(cluster.status?.conditions, type) || handedOver(seen).controlPlaneInitialized) return good;
  switch (controlPlane.state) {
    case 'found':
      return ClusterConditions.verdict(type, 'False', 'NotInitialized', 'Control plane not yet initialized');
    case 'unreadable':
      return ClusterConditions.verdict(type, 'Unknown', 'InternalError', controlPlane.why);
    case 'missing':
      return ClusterConditions.verdict(
        type,
        'Unknown',
        'ObjectDoesNotExist',
        `${cluster.spec?.controlPlaneRef?.kind} ${cluster.spec?.controlPlaneRef?.name} does not exist`,
      );
    case 'none':
    default:
      if (cluster.spec?.topology !== undefined) return ClusterConditions.verdict(type, 'Unknown', 'ObjectDoesNotExist');
      return ClusterConditions.verdict(
        type,
        'False',
        'NotInitialized',
        'Waiting for the first control plane Machine to have status.nodeRef set',
      );
  }
}
