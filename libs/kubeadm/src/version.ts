import { terminal } from '@capi/seams';
import { coerce, compare, type SemVer } from 'semver';

/** The kubeadm configuration APIs that are written. */
export type KubeadmApi = 'kubeadm.k8s.io/v1beta2' | 'kubeadm.k8s.io/v1beta3' | 'kubeadm.k8s.io/v1beta4';

/**
 * Reads a Kubernetes version tolerantly: a leading `v` and missing minor or patch numbers are allowed, pre-release and build parts
 * are dropped, since a release candidate is configured as the release.
 * @returns undefined when the text is not a version
 */
export function parseKubernetesVersion(text: string): SemVer | undefined {
  if (!/^v?\d+(\.\d+(\.\d+)?)?([-+].*)?$/.test(text)) return undefined;
  return coerce(text.replace(/^v/, '').replace(/[-+].*$/, '')) ?? undefined;
}

/**
 * Which kubeadm API a Kubernetes version is configured with. Upstream begins with v1.22; the versions of the first book came before, and
 * their kubeadm reads v1beta2.
 * @throws OperationError (terminal) when the text is not a version or the version is older than 1.15
 * @see upstream v1.14.0 bootstrap/kubeadm/pkg/types/utils.go (behaviour)
 */
export function kubeadmApiFor(kubernetesVersion: string): KubeadmApi {
  const action = 'choose the kubeadm API';
  const version = parseKubernetesVersion(kubernetesVersion);
  if (version === undefined) {
    throw terminal({ action, why: `"${kubernetesVersion}" is not a Kubernetes version`, hint: 'set spec.version of the Machine' });
  }
  if (compare(version, '1.15.0') < 0) {
    throw terminal({ action, why: `Kubernetes ${kubernetesVersion} is older than v1.15.0`, hint: 'use a newer version' });
  }
  if (compare(version, '1.22.0') < 0) return 'kubeadm.k8s.io/v1beta2';
  return compare(version, '1.31.0') < 0 ? 'kubeadm.k8s.io/v1beta3' : 'kubeadm.k8s.io/v1beta4';
}
