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

/** One sentence for each section that is not carried out. None of them is worth a machine: they are told, and the rest is done. */
export function notesOn(sections: readonly Section[]): readonly string[] {
  const names = new Set(sections.filter(({ value }) => !isEmpty(value)).map(({ name }) => name));
  return (
    [...names]
      .filter((name) => !carriedOut.has(name))
      // A name that is no word may be anything, such as a line that slipped out of a file.
      .map(
        (name) =>
          `${/^\w{1,40}$/.test(name) ? name : 'a section with an odd name'} is not carried out: ${reasons[name] ?? 'not known to the Docker provider'}`,
      )
  );
}

const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'object' && Object.keys(value).length === 0);
