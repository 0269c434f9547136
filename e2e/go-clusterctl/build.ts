import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const module = fileURLToPath(new URL('./', import.meta.url));
const project = 'sigs.k8s.io/cluster-api';
const version = /sigs\.k8s\.io\/cluster-api (v[\d.]+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';

/** Why upstream's clusterctl cannot be had here; undefined when it can be built, or is there already. */
export function whyNoGoClusterctl(): string | undefined {
  if (existsSync(program())) return undefined;
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (status !== 0) return "upstream's clusterctl is built with Go, which is not installed";
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 1 || Number(minor) >= 26 ? undefined : `upstream's clusterctl needs Go 1.26; this is ${stdout.trim()}`;
}

/**
 * Path of upstream's own clusterctl, the judge of what is a provider repository. Built once from the Go module beside this file, and kept
 * in the user's cache folder under a hash of it.
 */
export function goClusterctl(): string {
  const path = program();
  if (existsSync(path)) return path;
  console.log(`building clusterctl ${version} with Go; some minutes, once`);
  // Built aside and moved, so that an interrupted build is not taken for a finished one.
  const unfinished = `${path}.unfinished-${process.pid}`;
  mkdirSync(join(path, '..'), { recursive: true });
  const stamp = `-s -w -X ${project}/version.gitVersion=${version}`;
  const { status } = spawnSync(
    'go',
    ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', stamp, '-o', unfinished, `${project}/cmd/clusterctl`],
    { cwd: module, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) {
    rmSync(unfinished, { force: true });
    throw new Error("go build of upstream's clusterctl failed; its messages are above");
  }
  renameSync(unfinished, path);
  return path;
}

function program(): string {
  const inputs = createHash('sha256').update(process.arch);
  for (const file of ['go.mod', 'go.sum']) inputs.update(readFileSync(join(module, file)));
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'capi-go-clusterctl');
  return join(cache, inputs.digest('hex').slice(0, 16), 'clusterctl');
}
