import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './command.ts';
import { recipe, requirement } from './recipe.ts';

const modules = fileURLToPath(new URL('go/', import.meta.url));
const cni = 'github.com/containernetworking/plugins';

/**
 * Builds all programs from the pinned modules into `folder`, those of Kubernetes into a folder for each version: without C, so that they run in images without libraries, and with the flags
 * of e2e/real-apiserver, so that either build finds in Go's cache what the other has compiled.
 */
export async function buildPrograms(folder: string, signal: AbortSignal): Promise<void> {
  const go = (module: string, output: string, linkerFlags: string, ...packages: readonly string[]): Promise<string> =>
    run(
      'nice',
      ['go', 'build', '-mod=readonly', '-trimpath', `-ldflags=-s -w ${linkerFlags}`, `-o=${join(folder, output)}`, ...packages],
      signal,
      {
        cwd: join(modules, module),
        environment: { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' },
      },
    );
  for (const version of recipe.kubernetes.versions) await go('kubernetes', `${version}/kubernetes`, stamp(version), '.');
  await go('kubernetes', 'node-network', '', './network');
  await go('etcd', '', '', 'go.etcd.io/etcd/server/v3', 'go.etcd.io/etcd/etcdctl/v3');
  await go('coredns', 'coredns', '', '.');
  const plugins = ['main/ptp', 'main/loopback', 'ipam/host-local', 'meta/portmap'].map((plugin) => `${cni}/plugins/${plugin}`);
  const version = requirement('cni', cni);
  await go('cni', 'cni/', `-X ${cni}/pkg/utils/buildversion.BuildVersion=${version}`, ...plugins);
  await go('parts', '', '', './pause', './web');
}

function stamp(version: string): string {
  const [major, minor] = version.slice(1).split('.');
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return Object.entries(values)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
    .join(' ');
}
