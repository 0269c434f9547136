import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of few megabytes that can be full. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the space that there is; again, what others let go of meanwhile. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

const mount = (folder: string, megabytes: number): string | undefined => {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
};

/** Why there can be none here; undefined when there can. */
export function whyNoSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'capi-e2e-disk-'));
  const refusal = mount(folder, 1);
  if (refusal === undefined) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return refusal === undefined ? undefined : `a small disk cannot be mounted here: ${refusal}`;
}

/** Mounts one, which takes rights that only root has. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'capi-e2e-disk-'));
  const refusal = mount(folder, megabytes);
  if (refusal !== undefined) throw new Error(refusal);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      for (let size = 1 << 20; size >= 1;) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch {
          size = Math.floor(size / 2);
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      // Lazily, should a process that ends right now still hold a file.
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
