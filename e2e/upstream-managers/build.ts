import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Upstream's manager of one provider: the program, and the manifests that install it, with every variable at its default. */
export interface UpstreamManager {
  readonly program: string;
  readonly manifest: string;
}

const module = fileURLToPath(new URL('./', import.meta.url));
const project = 'sigs.k8s.io/cluster-api';
const version = /sigs\.k8s\.io\/cluster-api (v[\d.]+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';
/** App → Go module and package of its manager; `config/default` below the package is its kustomization. */
const packages: Readonly<Record<string, readonly [module: string, folder: string]>> = {
  core: [project, 'core'],
  'kubeadm-bootstrap': [project, 'bootstrap/kubeadm'],
  'kubeadm-control-plane': [project, 'controlplane/kubeadm'],
  capd: [`${project}/test`, 'infrastructure/docker'],
};

/** Why upstream's managers cannot be had here; undefined when they can be built, or are there already. Needs kubectl, which the caller has. */
export function whyNoUpstreamManagers(): string | undefined {
  if (existsSync(cache())) return undefined;
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (status !== 0) return "upstream's managers are built with Go, which is not installed";
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) === 1 && Number(minor) < 26) return `upstream's managers need Go 1.26; this is ${stdout.trim()}`;
  const download = spawnSync('go', ['mod', 'download'], { cwd: module, encoding: 'utf8' });
  return download.status === 0 ? undefined : `the Go modules of upstream's managers cannot be had: ${download.stderr.trim()}`;
}

/**
 * Upstream's own managers by app, the judges of whether a provider of ours can stand in for one of theirs. Built once from the Go modules
 * that the file beside this one pins, and kept in the user's cache folder under a hash of it.
 */
export function upstreamManagers(): Readonly<Record<string, UpstreamManager>> {
  const folder = cache();
  if (!existsSync(folder)) {
    console.log(`building upstream's managers ${version} with Go; about eight minutes, once`);
    // Built aside and moved, so that an interrupted build is not taken for a finished one.
    const unfinished = `${folder}.unfinished-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      for (const app of Object.keys(packages)) build(app, unfinished);
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  const at = (file: string): string => join(folder, file);
  return Object.fromEntries(Object.keys(packages).map((app) => [app, { program: at(`${app}/manager`), manifest: at(`${app}.yaml`) }]));
}

function build(app: string, folder: string): void {
  const [from, path] = packages[app] ?? ['', ''];
  const stamp = `${project}/version`;
  const [major, minor] = version.slice(1).split('.');
  // Under the name that it has in its image: a client that names no field manager is known by it.
  const flags = `-s -w -X ${stamp}.gitVersion=${version} -X ${stamp}.gitMajor=${major} -X ${stamp}.gitMinor=${minor}`;
  run('go', [
    'build',
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    flags,
    '-o',
    join(folder, app, 'manager'),
    `${from}/${path}`,
  ]);
  const sources = run('go', ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', from]).trim();
  const manifest = run('kubectl', ['kustomize', join(sources, path, 'config/default')]);
  writeFileSync(join(folder, `${app}.yaml`), withDefaults(manifest));
}

/** What clusterctl does with variables that nobody has set: `${NAME:=default}`. */
const withDefaults = (manifest: string): string => manifest.replaceAll(/\$\{\w+:=([^}]*)\}/g, '$1');

function run(program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(program, args, {
    cwd: module,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed; its messages are above`);
  return stdout;
}

function cache(): string {
  const inputs = createHash('sha256').update(process.arch);
  for (const file of ['go.mod', 'go.sum', 'build.ts']) inputs.update(readFileSync(join(module, file)));
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'capi-upstream-managers');
  return join(folder, inputs.digest('hex').slice(0, 16));
}
