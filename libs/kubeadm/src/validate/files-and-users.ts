import { forbidden, invalid, isDefined, required, type Draft, type Finding } from '@capi/admission';
import type { KubeadmConfigSpec } from '@capi/api';

type Spec = Draft<KubeadmConfigSpec>;
type Source = NonNullable<NonNullable<Spec['files']>[number]['contentFrom']>;

// Contents and passwords are secret, so no finding shows them.
const eitherOr = (path: string, written: string, source: string): Finding => ({
  kind: 'Invalid',
  path,
  message: `give ${written} or ${source}, not both`,
});

function validateSource(path: string, source: Source | undefined): readonly Finding[] {
  if (!isDefined(source)) return [];
  const { name = '', key = '' } = source?.secret ?? {};
  return [
    ...(name === '' ? [required(`${path}.secret.name`, 'must name the Secret that holds the value')] : []),
    ...(key === '' ? [required(`${path}.secret.key`, 'must name the key of the Secret whose value is taken')] : []),
  ];
}

/** Files: one source of contents each, and no path twice, since the later file would silently replace the earlier one. */
export function validateFiles(path: string, files: Spec['files'] = []): readonly Finding[] {
  const taken = new Set<string>();
  return files.flatMap((file, index) => {
    const at = `${path}[${index}]`;
    const { path: target = '', content = '', contentFrom } = file;
    const isTaken = taken.has(target);
    taken.add(target);
    return [
      ...(content !== '' && isDefined(contentFrom) ? [eitherOr(at, 'content', 'contentFrom')] : []),
      ...validateSource(`${at}.contentFrom`, contentFrom),
      ...(isTaken ? [invalid(`${at}.path`, target, 'is written by an earlier file already')] : []),
    ];
  });
}

/** User accounts: one source of the password each. */
export const validateUsers = (path: string, users: Spec['users'] = []): readonly Finding[] =>
  users.flatMap(({ passwd = '', passwdFrom }, index) => {
    const at = `${path}[${index}]`;
    return [
      ...(passwd !== '' && isDefined(passwdFrom) ? [eitherOr(at, 'passwd', 'passwdFrom')] : []),
      ...validateSource(`${at}.passwdFrom`, passwdFrom),
    ];
  });

/** A kubeconfig for discovery proves who the machine is in one way only. */
export function validateDiscovery(path: string, discovery: NonNullable<Spec['joinConfiguration']>['discovery']): readonly Finding[] {
  const { authProvider, exec } = discovery?.file?.kubeConfig?.user ?? {};
  return isDefined(authProvider) && isDefined(exec) ? [eitherOr(`${path}.file.kubeConfig.user`, 'authProvider', 'exec')] : [];
}

/** Partitions of a disk take no more than the disk. */
export const validatePartitions = (path: string, partitions: NonNullable<Spec['diskSetup']>['partitions'] = []): readonly Finding[] =>
  partitions.flatMap(({ diskLayout = [] }, index) => {
    const sum = diskLayout.reduce((total, { percentage = 0 }) => total + percentage, 0);
    return sum > 100
      ? [invalid(`${path}[${index}].diskLayout`, diskLayout, `the partitions take ${sum} percent of the disk; they may take 100 at most`)]
      : [];
  });

/** Ignition does less than cloud-init: what it cannot do is refused instead of ignored. */
export function validateForIgnition(path: string, spec: Spec): readonly Finding[] {
  const { users = [], files = [], diskSetup: { partitions = [], filesystems = [] } = {}, bootCommands } = spec;
  const cannot = (what: string): string => `cannot be used with format ignition, which ${what}`;
  return [
    ...users.flatMap(({ inactive }, index) =>
      inactive === true ? [forbidden(`${path}.users[${index}].inactive`, cannot('has no disabled accounts'))] : [],
    ),
    ...(bootCommands === undefined
      ? []
      : [forbidden(`${path}.bootCommands`, cannot('runs no commands at boot; use preKubeadmCommands or a systemd unit'))]),
    ...files.flatMap(({ encoding }, index) =>
      encoding === 'gzip' || encoding === 'gzip+base64'
        ? [forbidden(`${path}.files[${index}].encoding`, cannot('takes base64 or plain text'))]
        : [],
    ),
    ...partitions.flatMap(({ tableType }, index) =>
      tableType !== undefined && tableType !== ('' as string) && tableType !== 'gpt'
        ? [invalid(`${path}.diskSetup.partitions[${index}].tableType`, tableType, cannot('only knows gpt'))]
        : [],
    ),
    ...filesystems.flatMap(({ replaceFS = '', partition = '' }, index) => {
      const at = `${path}.diskSetup.filesystems[${index}]`;
      return [
        ...(replaceFS === '' ? [] : [forbidden(`${at}.replaceFS`, cannot('replaces no file systems by their type'))]),
        ...(partition === '' ? [] : [forbidden(`${at}.partition`, cannot('takes the whole device; name the partition in device'))]),
      ];
    }),
  ];
}
