import { CloudConfigError } from './cloud-config-error.ts';

/** A login as a node makes it. Absent fields are left to the node's own defaults. */
export interface ParsedUser {
  readonly name: string;
  readonly gecos?: string;
  readonly homeDir?: string;
  readonly shell?: string;
  readonly primaryGroup?: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  /** Hashed; given to logins that are made now only. */
  readonly passwd?: string;
  /** Whether nobody may log in with a password: yes, unless the document says no. */
  readonly lockPassword: boolean;
  /** Days after which an expired password locks the login; 0 is at once. */
  readonly inactive?: string;
  readonly expireDate?: string;
  readonly system: boolean;
  readonly createHome: boolean;
  /** Rules for sudoers without the name in front. */
  readonly sudo: readonly string[];
  readonly sshAuthorizedKeys: readonly string[];
}

/** A group and who is in it. */
export interface ParsedGroup {
  readonly name: string;
  readonly members: readonly string[];
}

const accountName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*\$?$/;

/** Reads the list under `users`. The entry `default` stands for the login of the distribution, which a node image may not have: it is left out. */
export function readUsers(value: unknown, line: number): readonly ParsedUser[] {
  if (value === null || value === false) return [];
  const entries: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? words(value) : [value];
  return entries.flatMap((entry, index) => {
    if (entry === 'default') return [];
    return [readUser(typeof entry === 'string' ? { name: entry } : entry, `users[${index}]`, line)];
  });
}

function readUser(entry: unknown, where: string, line: number): ParsedUser {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw new CloudConfigError(`${where} is not a mapping`, line);
  const fields = new Map<string, unknown>(Object.entries(entry).map(([key, value]) => [key.replaceAll('-', '_'), value]));
  const text = (key: string): string | undefined => textOf(fields.get(key));
  const name = text('name');
  if (name === undefined || !accountName.test(name)) throw new CloudConfigError(`${where} has no name that a login may have`, line);
  const optional = <Key extends string>(key: Key, found: string | undefined): { readonly [K in Key]?: string } =>
    (found === undefined ? {} : { [key]: found }) as { readonly [K in Key]?: string };
  return {
    name,
    ...optional('gecos', text('gecos')),
    ...optional('homeDir', text('homedir')),
    ...optional('shell', text('shell')),
    ...optional('primaryGroup', text('primary_group')),
    ...optional('uid', text('uid')),
    ...optional('passwd', text('hashed_passwd') ?? text('passwd')),
    ...optional('inactive', inactiveOf(fields.get('inactive'))),
    ...optional('expireDate', text('expiredate')),
    groups: namesOf(fields.get('groups'), `${where}.groups`, line),
    lockPassword: fields.get('lock_passwd') !== false,
    system: fields.get('system') === true,
    createHome: fields.get('no_create_home') !== true && fields.get('system') !== true,
    sudo: textsOf(fields.get('sudo')),
    sshAuthorizedKeys: textsOf(fields.get('ssh_authorized_keys')),
  };
}

/** Reads `groups`: names, and names with their members. */
export function readGroups(value: unknown, line: number): readonly ParsedGroup[] {
  if (value === null) return [];
  const entries: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? words(value) : [value];
  return entries.flatMap((entry) => {
    if (typeof entry === 'string') return [{ name: checked(entry, 'groups', line), members: [] }];
    if (typeof entry !== 'object' || entry === null) throw new CloudConfigError('groups holds neither a name nor a mapping', line);
    return Object.entries(entry).map(([name, members]) => ({
      name: checked(name, 'groups', line),
      members: namesOf(members, `groups.${name}`, line),
    }));
  });
}

/** Reads a list of public keys, as under `ssh_authorized_keys`. */
export const readKeys = (value: unknown): readonly string[] => textsOf(value);

/** The API's flag says that a login starts without a valid password; cloud-init has days there. */
function inactiveOf(value: unknown): string | undefined {
  if (value === true) return '0';
  return value === false ? undefined : textOf(value);
}

function namesOf(value: unknown, where: string, line: number): readonly string[] {
  const names =
    typeof value === 'string'
      ? words(value)
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.keys(value)
        : textsOf(value);
  return names.map((name) => checked(name, where, line));
}

function checked(name: string, where: string, line: number): string {
  if (accountName.test(name)) return name;
  throw new CloudConfigError(`${where} holds a name that a group or login cannot have`, line);
}

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A text alone is a list of one. */
function textsOf(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => textOf(item) ?? []);
}
