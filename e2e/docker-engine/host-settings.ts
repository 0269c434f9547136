import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Settings of the kernel that no namespace keeps apart, and that engines and kubelets change. */
const settings = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops', 'fs/inotify/max_user_instances'];
/** Every node needs up to 28 instances, and several clusters run at once; the usual limit is 128, and too few would hit every watcher of the machine. */
const instances = 'fs/inotify/max_user_instances';
const enoughInstances = 1024;

/** Where settings are read and written, and where is kept what they were. */
export interface HostSettings {
  /** `/proc/sys`. */
  readonly root: string;
  /** A file that outlives the processes that change settings. */
  readonly record: string;
}

/**
 * Keeps what settings are before the first of all private worlds on this machine changes them, and raises the limit that many nodes need.
 * @param alone whether no other private world runs; what a record still says then was left by one that was killed, and is put back first
 */
export function takeSettings({ root, record }: HostSettings, alone: boolean): void {
  if (alone) putBackSettings({ root, record }, alone);
  if (!existsSync(record)) {
    const before = Object.fromEntries(settings.map((setting) => [setting, read(root, setting)]));
    writeFileSync(record, JSON.stringify(before));
  }
  const limit = read(root, instances);
  if (limit !== undefined && Number(limit) < enoughInstances) writeFileSync(join(root, instances), String(enoughInstances));
}

/** Puts back what they were, when the last private world is gone: earlier, another one would lose what it needs. */
export function putBackSettings({ root, record }: HostSettings, alone: boolean): void {
  if (!alone || !existsSync(record)) return;
  const before = JSON.parse(readFileSync(record, 'utf8')) as Readonly<Record<string, string>>;
  for (const [setting, value] of Object.entries(before)) if (read(root, setting) !== value) writeFileSync(join(root, setting), value);
  rmSync(record);
}

function read(root: string, setting: string): string | undefined {
  const file = join(root, setting);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
