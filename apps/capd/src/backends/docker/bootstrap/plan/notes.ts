import type { Section } from '@capi/cloud-init';

const carriedOut: ReadonlySet<string> = new Set(['bootcmd', 'write_files', 'groups', 'users', 'ssh_authorized_keys', 'runcmd']);

/** What a machine would do and a container need not or cannot, and what to do instead. */
const reasons: Readonly<Record<string, string>> = {
  ntp: 'a container has the clock of its host, so there is nothing to do',
  mounts: 'a container has no disks of its own; mount folders of the host with extraMounts',
  disk_setup: 'a container has no disks of its own; mount folders of the host with extraMounts',
  fs_setup: 'a container has no disks of its own; mount folders of the host with extraMounts',
  hostname: 'the host name of a container is its name, by which its Node is found',
  fqdn: 'the host name of a container is its name, by which its Node is found',
  package_update: 'packages belong into the node image, or into preKubeadmCommands',
  package_upgrade: 'packages belong into the node image, or into preKubeadmCommands',
  packages: 'packages belong into the node image, or into preKubeadmCommands',
};

/** Fields of the entries of a section that are carried out, or mean nothing in a container. */
const knownFields: Readonly<Record<string, ReadonlySet<string>>> = {
  write_files: new Set(['path', 'content', 'encoding', 'owner', 'permissions', 'append', 'defer']),
  users: new Set([
    'name',
    'gecos',
    'homedir',
    'shell',
    'primary_group',
    'uid',
    'groups',
    'passwd',
    'hashed_passwd',
    'lock_passwd',
    'inactive',
    'expiredate',
    'system',
    'no_create_home',
    'sudo',
    'ssh_authorized_keys',
    'create_groups',
    'no_log_init',
  ]),
};

/** One sentence for each section or field that is not carried out. None of them is worth a machine: they are told, and the rest is done. */
export function notesOn(sections: readonly Section[]): readonly string[] {
  const asked = sections.filter(({ value }) => !isEmpty(value));
  const names = new Set(asked.map(({ name }) => name).filter((name) => !carriedOut.has(name)));
  const fields = new Set(asked.flatMap(unknownFields));
  return [
    ...[...names].map((name) => `${printable(name) ?? 'a section with an odd name'} is not carried out: ${reasons[name] ?? unknown}`),
    ...[...fields].map((field) => `${field} is not carried out: ${unknown}`),
  ];
}

const unknown = 'not known to the Docker provider';

function unknownFields({ name, value }: Section): readonly string[] {
  const known = knownFields[name];
  if (known === undefined || !Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const keys = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? Object.keys(entry) : [];
    return keys
      .filter((key) => !known.has(key.replaceAll('-', '_')))
      .map((key) => `${printable(key) ?? 'a field with an odd name'} in ${name}`);
  });
}

/** A name that is no word may be anything, such as a line that slipped out of a file. */
const printable = (name: string): string | undefined => (/^[\w-]{1,40}$/.test(name) ? name : undefined);

const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'object' && Object.keys(value).length === 0);
