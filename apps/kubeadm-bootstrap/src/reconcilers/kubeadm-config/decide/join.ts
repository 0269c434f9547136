import { certificatesMissing, controlPlaneCertificates } from './certificates.ts';
import type { Blocker, Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';
import { unrenderable } from './unrenderable.ts';

/**
 * Machines join once the control plane is initialised. All that can be checked is checked before a token is made, so that no
 * token is left behind by a config that cannot be rendered.
 */
export const join: Rule<ReadyObservation> = (seen) => {
  const role = seen.owner.controlPlane ? 'control-plane' : 'worker';
  const [first, ...others] = blockers(seen);
  if (first !== undefined) return { step: 'wait', blockers: [first, ...others] };
  return { step: 'join', role, certificates: role === 'worker' ? ['ca'] : controlPlaneCertificates(seen) };
};

function blockers(seen: ReadyObservation): readonly Blocker[] {
  const { config, owner, cluster, connected } = seen;
  const { discovery, controlPlane } = config.spec?.joinConfiguration ?? {};
  const external = config.spec?.clusterConfiguration?.etcd?.external !== undefined;
  const found: (Blocker | undefined | false)[] = [
    ...unrenderable(seen),
    !owner.controlPlane && controlPlane !== undefined && { kind: 'worker-with-control-plane-settings' },
    // A worker only compares the authority; its key stays with the control plane.
    owner.controlPlane
      ? certificatesMissing(seen, controlPlaneCertificates(seen), external ? ['etcd'] : [])
      : certificatesMissing(seen, ['ca'], ['ca']),
    needsEndpoint(discovery) && cluster.endpoint === undefined && { kind: 'endpoint-missing' },
    discovery?.file === undefined && !connected && { kind: 'workload-cluster-unreachable' },
  ];
  return found.filter((blocker): blocker is Blocker => blocker !== undefined && blocker !== false);
}

type Discovery = NonNullable<NonNullable<NonNullable<ReadyObservation['config']['spec']>['joinConfiguration']>['discovery']>;

function needsEndpoint(discovery: Discovery | undefined): boolean {
  const { file } = discovery ?? {};
  if (file !== undefined) return file.kubeConfig !== undefined && file.kubeConfig.cluster?.server === undefined;
  return discovery?.bootstrapToken?.apiServerEndpoint === undefined;
}
