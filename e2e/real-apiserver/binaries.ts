import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of the programs that make up a real Kubernetes API. */
export interface Binaries {
  readonly etcd: string;
  readonly apiServer: string;
  /** Absent in KUBEBUILDER_ASSETS of the usual kind: then nothing collects garbage or finishes namespaces. */
  readonly controllerManager: string | undefined;
}

const module = fileURLToPath(new URL('./', import.meta.url));
const kubernetesVersion = /k8s\.io\/kubernetes (v[\d.]+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';
const packages = ['go.etcd.io/etcd/server/v3', 'k8s.io/kubernetes/cmd/kube-apiserver', 'k8s.io/kubernetes/cmd/kube-controller-manager'];

/**
 * Finds or builds them: KUBEBUILDER_ASSETS when set; else, where Go 1.26 or newer is installed, from the module beside this file,
 * kept in the user's cache folder under a hash of its inputs.
 * @returns the reason when there is no way
 */
export function findBinaries(): Binaries | string {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (assets !== undefined && assets !== '') return fromAssets(assets);
  const missing = whyNoGo();
  return missing ?? build();
}

function fromAssets(folder: string): Binaries | string {
  const path = (name: string): string => join(folder, name);
  const absent = ['etcd', 'kube-apiserver'].filter((name) => !existsSync(path(name)));
  if (absent.length > 0) return `KUBEBUILDER_ASSETS=${folder} has no ${absent.join(' and no ')}`;
  const controllerManager = path('kube-controller-manager');
  return {
    etcd: path('etcd'),
    apiServer: path('kube-apiserver'),
    controllerManager: existsSync(controllerManager) ? controllerManager : undefined,
  };
}

function whyNoGo(): string | undefined {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (status !== 0) return 'KUBEBUILDER_ASSETS is not set and Go is not installed';
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 1 || Number(minor) >= 26 ? undefined : `KUBEBUILDER_ASSETS is not set and ${stdout.trim()} is older than 1.26`;
}

function build(): Binaries {
  const inputs = createHash('sha256').update(process.arch);
  for (const file of ['go.mod', 'go.sum', 'binaries.ts']) inputs.update(readFileSync(join(module, file)));
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'capi-real-apiserver');
  const folder = join(cache, inputs.digest('hex').slice(0, 16));
  if (!existsSync(folder)) {
    console.log(`building kube-apiserver ${kubernetesVersion} and etcd with Go; about four minutes, once`);
    // Built aside and moved, so that an interrupted build is not taken for a finished one.
    const unfinished = `${folder}.unfinished-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      goBuild(unfinished);
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    for (const other of readdirSync(cache)) if (join(cache, other) !== folder) rmSync(join(cache, other), { recursive: true, force: true });
  }
  // The etcd server's package is called server.
  return {
    etcd: join(folder, 'server'),
    apiServer: join(folder, 'kube-apiserver'),
    controllerManager: join(folder, 'kube-controller-manager'),
  };
}

function goBuild(output: string): void {
  const [major, minor] = kubernetesVersion.slice(1).split('.');
  const stamp = 'k8s.io/component-base/version';
  const flags = `-s -w -X ${stamp}.gitVersion=${kubernetesVersion} -X ${stamp}.gitMajor=${major} -X ${stamp}.gitMinor=${minor}`;
  const { status } = spawnSync('go', ['build', '-mod=readonly', '-trimpath', '-ldflags', flags, '-o', `${output}/`, ...packages], {
    cwd: module,
    // As tools/node-image builds them, so that either finds in Go's cache what the other has compiled.
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('go build of the real API server failed; its messages are above');
}
