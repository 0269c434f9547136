import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './command.ts';
import { addLayer, describeImages, type Layer } from './image-archive.ts';
import { contentsFolder, programIn, type ComponentImage } from './recipe.ts';

const script = fileURLToPath(new URL('import-images.sh', import.meta.url));

/** Where the store of a node's container runtime is. */
export const storeFolder = 'var/lib/containerd';

/** What images are preloaded from and into. */
export interface Preload {
  /** A Debian root with the container runtime. */
  readonly root: string;
  /** Folders of image contents, by their names. */
  readonly contents: Readonly<Partial<Record<ComponentImage['contents'], string>>>;
  /** Becomes the store. */
  readonly store: string;
  /** For files on the way. */
  readonly work: string;
}

/**
 * Has a node's own container runtime import images, in a root that nothing else runs in; no engine is needed. Each image is a single
 * layer, which the runtime keeps unpacked in a folder: that folder is replaced by a link to where a node has the contents outside /var,
 * since /var is a volume of every node and would be copied with all that is in it.
 */
export async function preload(
  images: readonly ComponentImage[],
  { root, contents, store, work }: Preload,
  signal: AbortSignal,
): Promise<void> {
  const archive = join(work, 'archive');
  const file = join(work, 'archive.tar');
  mkdirSync(store, { recursive: true });
  try {
    const layers = new Map<ComponentImage['contents'], Layer>();
    for (const name of new Set(images.map(({ contents: name }) => name))) {
      const folder = contents[name];
      if (folder === undefined) throw new Error(`there are no contents called ${name}`);
      layers.set(name, await addLayer(archive, folder, signal));
    }
    const described = images.map(({ name, contents: from, entrypoint, user }) => ({
      name,
      layers: [layers.get(from) as Layer],
      config: { Entrypoint: entrypoint, ...(user === undefined ? {} : { User: user }) },
    }));
    describeImages(archive, described);
    await run('tar', ['--create', `--file=${file}`, `--directory=${archive}`, '.'], signal);
    const digests = [...layers.values()].map(({ digest }) => `sha256:${digest}`);
    const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    await run('unshare', [...namespaces, 'sh', script, root, store, file, ...digests], signal);
    for (const digest of layers.values())
      rmSync(join(store, 'io.containerd.content.v1.content/blobs/sha256', digest.digest), { force: true });
    linkContents(store, [...layers.keys()]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function linkContents(store: string, names: readonly ComponentImage['contents'][]): void {
  const snapshots = join(store, 'io.containerd.snapshotter.v1.overlayfs/snapshots');
  const left = new Set<string>(names);
  for (const snapshot of readdirSync(snapshots)) {
    const unpacked = join(snapshots, snapshot, 'fs');
    const name = names.find((name) => existsSync(join(unpacked, programIn[name])));
    if (name === undefined) throw new Error(`the container runtime unpacked ${snapshot}, which is none of ${names.join(', ')}`);
    rmSync(unpacked, { recursive: true });
    symlinkSync(`/${contentsFolder}/${name}`, unpacked);
    left.delete(name);
  }
  if (left.size > 0) throw new Error(`the container runtime did not unpack ${[...left].join(', ')}`);
}
