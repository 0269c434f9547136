import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { repository } from './sandbox.ts';

/** Where a provider's releases are, by app. */
const labels: Readonly<Record<string, string>> = {
  core: 'cluster-api',
  'kubeadm-bootstrap': 'bootstrap-kubeadm',
  'kubeadm-control-plane': 'control-plane-kubeadm',
  capd: 'infrastructure-docker',
};

/** Makes a release in a folder, as `npm run release` does. */
export function release(version: string, folder: string): void {
  const args = ['--conditions=@capi/source', 'tools/release/run.ts', `--version=${version}`, `--out=${folder}`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`no release: ${stderr}`);
}

/** What kubectl installs from a release: app → file. */
export const installManifests = (version: string, folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(labels).map(([app, label]) => [app, join(folder, label, version, 'install.yaml')]));
