import type { ClusterConfiguration } from '@capi/api';
import { terminal, type DeepReadonly } from '@capi/seams';
import { coerce, gte } from 'semver';

import { asTag, parseContainerImage, printContainerImage } from './container-image.ts';

/**
 * The kube-proxy image for a Kubernetes version.
 * @throws OperationError (terminal) for an image pinned by digest: nobody knows the digest of the next one
 */
export function kubeProxyImage(current: string, version: string, imageRepository: string | undefined): string {
  const image = parseContainerImage(current);
  if (image.digest !== undefined) {
    throw terminal({
      action: 'update kube-proxy',
      object: 'DaemonSet kube-system/kube-proxy',
      why: `its image ${current} is pinned by digest`,
      hint: 'use a tag, or annotate the KubeadmControlPlane to skip kube-proxy',
    });
  }
  return printContainerImage({ ...image, repository: imageRepository ?? image.repository, tag: asTag(version) });
}

/** The registries where CoreDNS moved into a path of its own with 1.8.0. */
const splitRegistries: readonly string[] = ['registry.k8s.io', 'k8s.gcr.io'];

/**
 * The CoreDNS image that the spec asks for; the current one when it says nothing.
 * @throws OperationError (terminal) when that would be an older CoreDNS
 */
export function coreDnsImage(current: string, configuration: DeepReadonly<ClusterConfiguration> | undefined): string {
  const image = parseContainerImage(current);
  const { dns, imageRepository } = configuration ?? {};
  const tag = dns?.imageTag ?? image.tag ?? '';
  const [before, after] = [coerce(image.tag ?? ''), coerce(tag)];
  if (before !== null && after !== null && !gte(after, before)) {
    throw terminal({
      action: 'update CoreDNS',
      object: 'Deployment kube-system/coredns',
      why: `${tag} is older than ${image.tag ?? ''}`,
      hint: 'raise spec.kubeadmConfigSpec.clusterConfiguration.dns.imageTag',
    });
  }
  // The path below a registry belongs to the name: it is kept or made, never doubled.
  const wanted = (dns?.imageRepository ?? imageRepository)?.replace(/\/$/, '');
  const nested = wanted !== undefined && splitRegistries.includes(wanted) && after !== null && gte(after, '1.8.0');
  const repository = wanted === undefined ? image.repository : nested ? `${wanted}/coredns` : wanted;
  return printContainerImage({ repository, name: image.name, tag });
}
