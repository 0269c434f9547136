import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In a node: what is in its component images, a folder each. The container runtime mounts them from here. */
export const contentsFolder = 'usr/lib/node-image';

/** Where a program of an image is in its contents; also what one is told from another by. */
export const programIn = {
  kubernetes: 'usr/local/bin/kubernetes',
  etcd: 'usr/local/bin/etcd',
  coredns: 'coredns',
  pause: 'pause',
  web: 'web',
} as const;

/** An image that nodes have from the start, under every name that something asks for it by. */
export interface ComponentImage {
  /** Which of the folders in `contents` is its one layer. */
  readonly contents: keyof typeof programIn;
  readonly name: string;
  readonly entrypoint: readonly string[];
  readonly user?: string;
}

const folder = fileURLToPath(new URL('./', import.meta.url));

/** Says which version of Kubernetes and which Go. */
export const kubernetesModule = join(folder, 'go/kubernetes/go.mod');
/** The label of every image that this recipe makes; its value is the recipe's key. */
export const builtHereLabel = 'cluster-api.node-image';

/** The version whose sources are built; the pinned module says so. */
const built = requirement('kubernetes', 'k8s.io/kubernetes');
/** The patch after it, for upgrades. */
const [, minorVersion = '', patch = ''] = /^(v\d+\.\d+)\.(\d+)$/.exec(built) ?? [];

/** What goes into the node image. */
export const recipe = {
  debian: 'bookworm',
  /** systemd and what it needs as first process; what kubelet, kubeadm, kube-proxy and port-forward run; the load balancer; a shell for images; what commands of users expect. */
  packages: [
    'systemd systemd-sysv dbus procps kmod mount util-linux ca-certificates curl',
    'containerd runc iproute2 iptables ethtool socat conntrack haproxy busybox',
  ].flatMap((line) => line.split(' ')),
  kubernetes: {
    built,
    /** All there are: the one that is built, and the same program with another version stamped on it. */
    versions: [built, `${minorVersion}.${Number(patch) + 1}`],
    components: ['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler'],
    tools: ['kubeadm', 'kubectl', 'kubelet'],
  },
  haproxy: 'kindest/haproxy:v20230606-42a2262b',
  /** To try `preLoadImages` with: an image that no node has. */
  preloaded: 'capi.test/preloaded:v1',
} as const;

/** Name of the node image of a version, as the provider asks for it. */
export const nodeImage = (version: string): string => `kindest/node:${version}`;

/** Images of a node that do not go with a version of Kubernetes. kubeadm says which it wants; the build asks it. */
export const componentImages: readonly ComponentImage[] = [
  { contents: 'etcd', name: `registry.k8s.io/etcd:${requirement('etcd', 'go.etcd.io/etcd/server/v3').slice(1)}-0`, entrypoint: ['etcd'] },
  {
    contents: 'coredns',
    name: `registry.k8s.io/coredns/coredns:${requirement('coredns', 'github.com/coredns/coredns')}`,
    entrypoint: ['/coredns'],
  },
  { contents: 'pause', name: 'registry.k8s.io/pause:3.10.2', entrypoint: ['/pause'], user: '65535:65535' },
  { contents: 'web', name: 'capi.test/web:v1', entrypoint: ['/web'] },
];

/** Images of the components of a version: four names for one layer. */
export const kubernetesImages = (version: string): readonly ComponentImage[] =>
  recipe.kubernetes.components.map((name) => ({ contents: 'kubernetes', name: `registry.k8s.io/${name}:${version}`, entrypoint: [name] }));

/** Version of a module that is pinned in a go.mod of ours. */
export function requirement(module: string, path: string): string {
  const file = join(folder, 'go', module, 'go.mod');
  const [, version] = new RegExp(`^\\s*(?:require )?${path.replaceAll('.', '\\.')} (v\\S+)`, 'm').exec(readFileSync(file, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${file} requires no ${path}`);
  return version;
}

/** What can change without changing an image: how images are found, told of and loaded. */
const notAnIngredient = /\.test\.ts$|\.md$|^(?:run|load|load-images|node-images|prerequisites)\.ts$/;

/** A name for what comes out of this recipe on this kind of processor: changes with every file of this folder that makes it. */
export function recipeKey(): string {
  const hash = createHash('sha256').update(process.arch);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !notAnIngredient.test(entry.name),
  );
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
