import type { Static } from 'typebox';

import { atomicList, choice, flag, int32, optional, plainList, struct, text, withRules } from '../../../schema/vocabulary.ts';

const words = (meaning: string, maxLength: number) => text(meaning, { minLength: 1, maxLength });

/** A key of a Secret in the same namespace. */
export const SecretSource = struct('Where the value comes from when it is not written here.', {
  secret: struct('A key of a Secret in the same namespace.', {
    key: words('Key in the Secret.', 256),
    name: words('Name of the Secret.', 253),
  }),
});
export type SecretSource = Static<typeof SecretSource>;

/** A file that is written to the machine before kubeadm runs. */
export const BootstrapFile = struct('A file that is written to the machine.', {
  append: optional(flag('Whether the content goes to the end of a file that is there already.')),
  content: optional(words('The content, written here.', 10_240)),
  contentFormat: optional(
    choice('Raw takes the content as it is, Template renders it as a Go template first; Raw when absent.', ['Raw', 'Template']),
  ),
  contentFrom: optional(SecretSource),
  encoding: optional(choice('How the content is encoded; plain text when absent.', ['base64', 'gzip', 'gzip+base64'])),
  owner: optional(words('Owner and group, as in root:root.', 256)),
  path: words('Full path on the machine.', 512),
  permissions: optional(words('Permissions in octal, as in 0640.', 16)),
});
export type BootstrapFile = Static<typeof BootstrapFile>;

/** A user account on the machine. */
export const BootstrapUser = struct('A user account on the machine.', {
  gecos: optional(words('Full name or comment of the account.', 256)),
  groups: optional(words('Further groups, separated by commas.', 256)),
  homeDir: optional(words('Home directory.', 256)),
  inactive: optional(flag('Whether the account is made but disabled.')),
  lockPassword: optional(flag('Whether logging in with a password is disabled.')),
  name: words('Name of the account.', 256),
  passwd: optional(words('Hash of the password.', 256)),
  passwdFrom: optional(SecretSource),
  primaryGroup: optional(words('Main group of the account.', 256)),
  shell: optional(words('Login shell.', 256)),
  sshAuthorizedKeys: optional(atomicList('Public keys that may log in over SSH.', words('A public key.', 2048), { maxItems: 100 })),
  sudo: optional(words('Rule for sudo, as in ALL=(ALL) NOPASSWD:ALL.', 256)),
});
export type BootstrapUser = Static<typeof BootstrapUser>;

/** Time synchronisation. */
export const Ntp = struct(
  'How the machine keeps its clock right.',
  {
    enabled: optional(flag('Whether the machine keeps its clock by NTP.')),
    servers: optional(atomicList('Time servers that are asked, by name or address.', words('A time server.', 512), { maxItems: 100 })),
  },
  { minProperties: 1 },
);
export type Ntp = Static<typeof Ntp>;

/** A partition table and its partitions. */
export const Partition = withRules(
  struct('A partition table and its partitions.', {
    device: words('The disk, as in /dev/sdb.', 256),
    diskLayout: optional(
      atomicList(
        'Partitions to make, in order; not together with layout.',
        struct('A partition.', {
          partitionType: optional(
            withRules(words('Type of the partition, by name or GUID; Linux when absent.', 36), {
              rule: "self.matches('^(Linux|LinuxSwap|LinuxRAID|LVM|Fat32|NTFS|LinuxExtended|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$')",
              message: 'must be a known partition type or a GUID',
            }),
          ),
          percentage: int32('Share of the disk in percent.', { minimum: 1, maximum: 100 }),
        }),
        { minItems: 1, maxItems: 100 },
      ),
    ),
    layout: optional(flag('True makes one partition over the whole disk, false makes none; not together with diskLayout.')),
    overwrite: optional(flag('Whether a disk that has partitions already is partitioned again, losing what is on it.')),
    tableType: optional(choice('Kind of partition table; mbr when absent.', ['mbr', 'gpt'])),
  }),
  {
    rule: '[has(self.layout),has(self.diskLayout)].filter(x,x==true).size() == 1',
    message: 'give either layout or diskLayout, and only one of them',
  },
);
export type Partition = Static<typeof Partition>;

const Filesystem = struct('A file system.', {
  device: words('Disk or partition, as in /dev/sdb1.', 256),
  extraOpts: optional(
    atomicList('Further options of the command that makes the file system.', words('An option.', 256), { maxItems: 100 }),
  ),
  filesystem: words('Type, such as ext4 or xfs.', 128),
  label: optional(words('Label of the file system.', 512)),
  overwrite: optional(flag('Whether a file system that is there already is replaced, losing what is on it.')),
  partition: optional(words('Which partition: auto, any, none or a number.', 128)),
  replaceFS: optional(words('Type of file system that is replaced when partition is auto or any.', 128)),
});
/** A file system that is made on the first boot, in a partition or on a whole device. */
export type Filesystem = Static<typeof Filesystem>;

/** Partitions and file systems made on first boot. */
export const DiskSetup = struct(
  'Partitions and file systems that are made on first boot.',
  {
    filesystems: optional(atomicList('File systems to make.', Filesystem, { maxItems: 100 })),
    partitions: optional(atomicList('Disks to partition.', Partition, { maxItems: 100 })),
  },
  { minProperties: 1 },
);
export type DiskSetup = Static<typeof DiskSetup>;

/** File systems to mount. */
export const mounts = atomicList(
  'File systems to mount.',
  plainList('Fields of a line of /etc/fstab, in their order.', words('A field.', 512), { minItems: 1, maxItems: 100 }),
  { minItems: 1, maxItems: 100 },
);

/** Settings that only Ignition knows. */
export const Ignition = struct(
  'Settings for machines that boot with Ignition; only with format ignition.',
  {
    containerLinuxConfig: optional(
      struct(
        'Additions in the form of Container Linux Config.',
        {
          additionalConfig: optional(words('Configuration that is merged into the one made here.', 32_768)),
          strict: optional(flag('Whether a warning about the configuration is an error.')),
        },
        { minProperties: 1 },
      ),
    ),
  },
  { minProperties: 1 },
);
export type Ignition = Static<typeof Ignition>;
