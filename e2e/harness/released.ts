import { join } from 'node:path';

import { run } from './run.ts';
import { repository } from './sandbox.ts';

/** Folders of the providers in a release. */
const labels = ['cluster-api', 'bootstrap-kubeadm', 'control-plane-kubeadm', 'infrastructure-docker'];

/** Makes a release in a folder, as `npm run release` does. */
export async function release(version: string, folder: string): Promise<void> {
  const args = ['--conditions=@capi/source', join(repository, 'tools/release/run.ts'), `--version=${version}`, `--out=${folder}`];
  const { code, stderr } = await run(process.execPath, args, process.env);
  if (code !== 0) throw new Error(`no release: ${stderr}`);
}

/** What kubectl installs from a release, in an order that any order would do for. */
export const installManifests = (version: string, folder: string, name = 'install.yaml'): readonly string[] =>
  labels.map((label) => join(folder, label, version, name));
