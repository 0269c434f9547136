import type { DiskSetup, Filesystem, Partition } from '../document.ts';
import { bare } from './scalar.ts';

/** Partition types by the codes of `sgdisk` and `sfdisk`; anything else, such as a GPT type GUID, is passed on. */
const partitionCodes: Readonly<Record<string, string>> = {
  Linux: '83',
  LinuxSwap: '82',
  LinuxRAID: 'fd',
  LVM: '8e',
  Fat32: '0c',
  NTFS: '07',
  LinuxExtended: '85',
};

/** Lines of `disk_setup` and `fs_setup`. Both headers stand there as soon as a disk setup is given, with or without entries. */
export function renderDisks(setup: DiskSetup | undefined): readonly string[] {
  if (setup === undefined) return [];
  const { partitions = [], filesystems = [] } = setup;
  return ['disk_setup:', ...partitions.flatMap(renderPartition), 'fs_setup:', ...filesystems.flatMap(renderFilesystem)];
}

function renderPartition({ device, tableType, layout, diskLayout = [], overwrite }: Partition): readonly string[] {
  const parts = diskLayout.map(({ percentage, partitionType }) =>
    partitionType ? `      - [${percentage}, ${partitionCodes[partitionType] ?? bare(partitionType)}]` : `      - ${percentage}`,
  );
  return [
    `  ${bare(device)}:`,
    ...(tableType ? [`    table_type: ${bare(tableType)}`] : []),
    ...(parts.length > 0 ? ['    layout:', ...parts] : layout === undefined ? [] : [`    layout: ${layout}`]),
    ...(overwrite === undefined ? [] : [`    overwrite: ${overwrite}`]),
  ];
}

function renderFilesystem(filesystem: Filesystem): readonly string[] {
  const { label = '', partition, overwrite, replaceFS, extraOpts = [] } = filesystem;
  return [
    // cloud-init wants the key even when the filesystem has no label.
    `  - label: ${label === '' ? '' : bare(label)}`.trimEnd(),
    `    filesystem: ${bare(filesystem.filesystem)}`,
    `    device: ${bare(filesystem.device)}`,
    ...(partition ? [`    partition: ${bare(partition)}`] : []),
    ...(overwrite === undefined ? [] : [`    overwrite: ${overwrite}`]),
    ...(replaceFS ? [`    replace_fs: ${bare(replaceFS)}`] : []),
    ...(extraOpts.length === 0 ? [] : ['    extra_opts:', ...extraOpts.map((option) => `      - ${bare(option)}`)]),
  ];
}

/** Lines of the `mounts` section. */
export function renderMounts(mounts: readonly (readonly string[])[] | undefined): readonly string[] {
  if (mounts === undefined || mounts.length === 0) return [];
  return ['mounts:', ...mounts.flatMap((mount) => mount.map((item, index) => `${index === 0 ? '  - - ' : '    - '}${bare(item)}`))];
}
