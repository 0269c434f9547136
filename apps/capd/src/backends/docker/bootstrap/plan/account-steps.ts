import type { ParsedGroup, ParsedUser } from '@capi/cloud-init';

import type { BootstrapStep } from './bootstrap-plan.ts';
import { allOf, quoted } from './shell.ts';

/** A step that makes a group, unless there is one. */
export const groupStep = ({ name }: ParsedGroup): BootstrapStep => ({
  title: `groups: ${name}`,
  script: allOf([ensureGroup(name)]),
});

/** A step that puts logins into a group. */
export const membersStep = ({ name, members }: ParsedGroup): BootstrapStep => ({
  title: `groups: members of ${name}`,
  script: allOf(members.map((member) => `usermod -a -G ${quoted(name)} -- ${quoted(member)}`)),
});

/**
 * A step that makes a login as cloud-init would. One that exists keeps its home, shell and password; it is locked, unless the data says
 * otherwise, and gets its keys and rules.
 */
export function userStep(user: ParsedUser, title: string): BootstrapStep {
  const name = quoted(user.name);
  const secondary = user.groups.filter((group) => group !== user.primaryGroup);
  return {
    title,
    // The password's hash comes by a file: arguments of a program can be seen.
    ...(user.passwd === undefined ? {} : { content: Buffer.from(`${user.name}:${user.passwd}\n`) }),
    script: allOf([
      ...[...(user.primaryGroup === undefined ? [] : [user.primaryGroup]), ...secondary].map(ensureGroup),
      `if ! getent passwd ${name} >/dev/null; then`,
      // Systems come with groups of their own, such as operator; useradd makes none that is there already, and no login then.
      ...(user.primaryGroup === undefined ? [`  if getent group ${name} >/dev/null; then set -- --gid ${name}; fi`] : []),
      `  useradd "$@" ${[...creation(user, secondary), '--', name].join(' ')}`,
      ...(user.passwd === undefined ? [] : ['  chpasswd -e <./content']),
      'fi',
      ...(user.lockPassword ? [`usermod --lock -- ${name}`] : []),
      ...(user.sudo.length === 0
        ? []
        : [
            'mkdir -p /etc/sudoers.d',
            ...user.sudo.map((rule) => `printf '%s\\n' ${quoted(`${user.name} ${rule}`)} >>/etc/sudoers.d/90-cloud-init-users`),
            'chmod 0440 /etc/sudoers.d/90-cloud-init-users',
          ]),
      ...authorize(user.name, user.sshAuthorizedKeys),
    ]),
  };
}

/** A step that lets keys in as root: a node image has no login of its own. */
export const rootKeysStep = (keys: readonly string[]): BootstrapStep => ({
  title: 'ssh_authorized_keys',
  script: allOf(authorize('root', keys)),
});

const ensureGroup = (group: string): string => `getent group ${quoted(group)} >/dev/null || groupadd -- ${quoted(group)}`;

function creation(user: ParsedUser, secondary: readonly string[]): readonly string[] {
  const options: readonly (readonly [string, string | undefined])[] = [
    ['--comment', user.gecos],
    ['--home-dir', user.homeDir],
    ['--shell', user.shell],
    ['--gid', user.primaryGroup],
    ['--uid', user.uid],
    ['--inactive', user.inactive],
    ['--expiredate', user.expireDate],
    ['--groups', secondary.length === 0 ? undefined : secondary.join(',')],
  ];
  return [
    user.createHome ? '--create-home' : '--no-create-home',
    ...(user.system ? ['--system'] : []),
    ...options.flatMap(([option, value]) => (value === undefined ? [] : [option, quoted(value)])),
  ];
}

function authorize(name: string, keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  return [
    `home=$(getent passwd ${quoted(name)} | cut -d: -f6)`,
    `group=$(id -g -- ${quoted(name)})`,
    'mkdir -p "$home/.ssh"',
    ...keys.map((key) => `printf '%s\\n' ${quoted(key)} >>"$home/.ssh/authorized_keys"`),
    'chmod 0700 "$home/.ssh"',
    'chmod 0600 "$home/.ssh/authorized_keys"',
    `chown -R -- ${quoted(name)}:"$group" "$home/.ssh"`,
  ];
}
