import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { repository } from './sandbox.ts';

/** Folders of the providers in a release. */
const labels = ['cluster-api', 'bootstrap-kubeadm', 'control-plane-kubeadm', 'infrastructure-docker'];

/** Makes a release in a folder, as `npm run release` does. */
export function release(version: string, folder: string): void {
  const args = ['--conditions=@capi/source', 'tools/release/run.ts', `--version=${version}`, `--out=${folder}`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`no release: ${stderr}`);
}

/** What kubectl installs from a release, in an order that any order would do for. */
export const installManifests = (version: string, folder: string, name = 'install.yaml'): readonly string[] =>
  labels.map((label) => join(folder, label, version, name));
