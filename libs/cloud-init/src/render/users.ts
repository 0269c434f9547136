import type { User } from '../document.ts';
import { bare } from './scalar.ts';

/** Lines of the `users` section; a login's empty fields are left out, explicit booleans never. */
export function renderUsers(users: readonly User[] | undefined): readonly string[] {
  return users === undefined || users.length === 0 ? [] : ['users:', ...users.flatMap(renderUser)];
}

function renderUser(user: User): readonly string[] {
  const fields: readonly (readonly [string, string | boolean | undefined])[] = [
    ['passwd', user.passwd],
    ['gecos', user.gecos],
    ['groups', user.groups],
    ['homedir', user.homeDir],
    ['inactive', user.inactive],
    ['lock_passwd', user.lockPassword],
    ['shell', user.shell],
    ['primary_group', user.primaryGroup],
    ['sudo', user.sudo],
  ];
  const keys = user.sshAuthorizedKeys ?? [];
  return [
    `  - name: ${bare(user.name)}`,
    ...fields.flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [`    ${key}: ${typeof value === 'string' ? bare(value) : value}`],
    ),
    ...(keys.length === 0 ? [] : ['    ssh_authorized_keys:', ...keys.map((key) => `      - ${bare(key)}`)]),
  ];
}
