import { annotations, KubeadmConfigTemplate } from '@capi/api';
import { parse } from 'semver';

import type { Observation, PreflightCheck, SeenControlPlane } from '../observation.ts';
import type { Blocker } from './plan.ts';

/**
 * What stands against making Machines now, judged by the control plane they would join; empty means go ahead. Sets of Clusters
 * whose control plane is kept by hand, or has no version, are never held back.
 * @see upstream v1.14.0 core/reconcilers/machineset/machineset_preflight.go (behaviour)
 */
export function preflight(seen: Observation): readonly Blocker[] {
  const { controlPlane, machineSet } = seen;
  const checks = checksFor(seen);
  if (checks.length === 0 || controlPlane.state === 'none') return [];
  if (controlPlane.state !== 'found') {
    return [
      {
        kind: 'preflight',
        check: 'ControlPlaneIsStable',
        why: controlPlane.state === 'missing' ? 'the control plane does not exist' : controlPlane.why,
      },
    ];
  }
  const { version } = controlPlane;
  if (version === undefined) return [];
  const found: Record<PreflightCheck, string | undefined> = {
    ControlPlaneIsStable: unstable(controlPlane),
    KubernetesVersionSkew: skew(version, machineSet.spec.template.spec.version),
    KubeadmVersionSkew: kubeadmSkew(version, machineSet),
    ControlPlaneVersionSkew: undefined, // Compares with the version of a topology, and there are none yet.
  };
  return checks.flatMap((check) => {
    const why = found[check];
    return why === undefined ? [] : [{ kind: 'preflight' as const, check, why }];
  });
}

/** The annotation on the set counts; without one, that on its bootstrap template. */
function checksFor({ stored, templates, checks }: Observation): readonly PreflightCheck[] {
  const template = templates.bootstrap.state === 'found' ? templates.bootstrap.template.metadata.annotations : undefined;
  const text = stored.metadata.annotations?.[annotations.skipPreflightChecks] ?? template?.[annotations.skipPreflightChecks] ?? '';
  const skipped = text.split(',').map((name) => name.trim());
  return skipped.includes('All') ? [] : checks.filter((check) => !skipped.includes(check));
}

function unstable({ name, provisioning, upgrading }: SeenControlPlane): string | undefined {
  if (provisioning) return `control plane ${name} is being provisioned`;
  return upgrading ? `control plane ${name} is being upgraded` : undefined;
}

function skew(controlPlane: string, own: string | undefined): string | undefined {
  const [theirs, ours] = [parse(controlPlane), parse(own)];
  if (theirs === null || ours === null) return undefined;
  const said = `version ${own} with a control plane of version ${controlPlane}`;
  if (ours.minor > theirs.minor) return `${said}: Machines may not be newer`;
  return ours.minor < theirs.minor - 3 ? `${said}: Machines may be three minor versions older at most` : undefined;
}

function kubeadmSkew(controlPlane: string, machineSet: Observation['machineSet']): string | undefined {
  const reference = machineSet.spec.template.spec.bootstrap.configRef;
  const isKubeadm = reference?.kind === KubeadmConfigTemplate.kind && reference.apiGroup === KubeadmConfigTemplate.group;
  const own = machineSet.spec.template.spec.version;
  const [theirs, ours] = [parse(controlPlane), parse(own)];
  if (!isKubeadm || theirs === null || ours === null || theirs.minor === ours.minor) return undefined;
  return `kubeadm ${own} cannot join a control plane of version ${controlPlane}: the minor versions must be the same`;
}
