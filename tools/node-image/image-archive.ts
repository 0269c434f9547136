import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { packing } from './command.ts';

/** A packed layer, in the folder that becomes an archive. */
export interface Layer {
  /** Digest of its uncompressed form, by which images list it. */
  readonly digest: string;
  /** Its path in the archive. */
  readonly path: string;
}

/** What an image says about itself; absent is not said. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
}

/** An image under one name. */
export interface ArchivedImage {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly config: ImageConfig;
}

/** Where programs are looked for in an image. */
export const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Packs a folder as a layer of the archive in the folder `archive`. */
export async function addLayer(archive: string, folder: string, signal: AbortSignal): Promise<Layer> {
  mkdirSync(archive, { recursive: true });
  const unnamed = join(archive, 'unnamed.tar');
  const hash = createHash('sha256');
  const packed = packing(folder, signal);
  packed.stdout.on('data', (chunk: Buffer) => hash.update(chunk));
  await Promise.all([pipeline(packed.stdout, createWriteStream(unnamed)), packed.ended]);
  const digest = hash.digest('hex');
  const path = `${digest}.tar`;
  renameSync(unnamed, join(archive, path));
  return { digest, path };
}

/** Writes what makes the folder an archive that `docker load` and `ctr images import` read. */
export function describeImages(archive: string, images: readonly ArchivedImage[]): void {
  const manifest = images.map(({ name, layers, config }) => {
    const description = {
      architecture: architectures[process.arch] ?? process.arch,
      os: 'linux',
      // The same images from the same contents.
      created: '1970-01-01T00:00:00Z',
      config: { Env: [`PATH=${path}`], ...config },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => `sha256:${digest}`) },
      history: layers.map(() => ({ created: '1970-01-01T00:00:00Z', created_by: 'tools/node-image' })),
    };
    const text = JSON.stringify(description);
    const file = `${createHash('sha256').update(text).digest('hex')}.json`;
    writeFileSync(join(archive, file), text);
    return { Config: file, RepoTags: [name], Layers: layers.map((layer) => layer.path) };
  });
  writeFileSync(join(archive, 'manifest.json'), JSON.stringify(manifest));
}
