import { annotations, type KubeadmControlPlane } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What of the spec each chore in the workload cluster depends on: another print, another visit. */
export function chorePrints(controlPlane: DeepReadonly<KubeadmControlPlane>): { readonly join: string; readonly addons: string } {
  const { version, kubeadmConfigSpec } = controlPlane.spec;
  const skipped = [annotations.skipCoreDns, annotations.skipKubeProxy].map(
    (name) => controlPlane.metadata.annotations?.[name] !== undefined,
  );
  const { dns, imageRepository } = kubeadmConfigSpec?.clusterConfiguration ?? {};
  return {
    join: JSON.stringify([version, kubeadmConfigSpec?.clusterConfiguration]),
    addons: JSON.stringify([version, imageRepository, dns, skipped]),
  };
}
