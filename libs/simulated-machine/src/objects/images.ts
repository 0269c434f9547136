/** Where kubeadm takes images from unless told otherwise. */
const defaultRepository = 'registry.k8s.io';

/** Tags that kubeadm pins, by minor version of Kubernetes; kubeadm `constants.go` of each release. Later minors take the last row. */
const pinned: readonly { readonly minor: number; readonly etcd: string; readonly coredns: string }[] = [
  { minor: 28, etcd: '3.5.15-0', coredns: 'v1.10.1' },
  { minor: 29, etcd: '3.5.16-0', coredns: 'v1.11.1' },
  { minor: 30, etcd: '3.5.15-0', coredns: 'v1.11.3' },
  { minor: 31, etcd: '3.5.15-0', coredns: 'v1.11.3' },
  { minor: 32, etcd: '3.5.16-0', coredns: 'v1.11.3' },
  { minor: 33, etcd: '3.5.21-0', coredns: 'v1.12.0' },
  { minor: 34, etcd: '3.6.5-0', coredns: 'v1.12.1' },
];

/** Images and versions of one kubeadm release. */
export interface Images {
  component(name: string): string;
  readonly etcd: string;
  /** Without the image suffix: `3.6.5`. */
  readonly etcdVersion: string;
  readonly coredns: string;
}

/** The images that kubeadm of this Kubernetes version deploys. Unknown versions get those of the nearest known minor. */
export function imagesOf(kubernetesVersion: string, repository: string = defaultRepository): Images {
  const minor = Number(/^v?\d+\.(\d+)/.exec(kubernetesVersion)?.[1] ?? 0);
  const row = pinned.findLast((entry) => entry.minor <= minor) ?? pinned[0];
  const { etcd = '', coredns = '' } = row ?? {};
  // CoreDNS has a path of its own in the default repository only.
  const dns = repository === defaultRepository ? `${repository}/coredns/coredns` : `${repository}/coredns`;
  return {
    component: (name) => `${repository}/${name}:${kubernetesVersion.replaceAll('+', '_')}`,
    etcd: `${repository}/etcd:${etcd}`,
    etcdVersion: etcd.replace(/-\d+$/, ''),
    coredns: `${dns}:${coredns}`,
  };
}
