import { kubeadmConfigPaths, sentinelPath, type BootstrapDocument, type FileToWrite, type Ntp } from '../document.ts';
import { renderDisks, renderMounts } from './disks.ts';
import { bare, doubleQuoted } from './scalar.ts';
import { renderUsers } from './users.ts';
import { renderFiles, renderOneLiner } from './write-files.ts';

/** Makes the folder that the sentinel goes to, on every operating system that cloud-init runs on. */
const placeholderPath = '/run/cluster-api/placeholder';
const placeholderText = 'This file only makes sure that its folder exists; Cluster API puts the result of the bootstrap next to it.';

/**
 * Prints what cloud-init is given on a node's first boot, in upstream's layout: sections in a fixed order, later ones only when
 * there is something in them.
 * @see upstream v1.14.0 bootstrap/kubeadm/pkg/cloudinit (layout)
 */
export function renderBootstrapDocument(document: BootstrapDocument): string {
  const kubeadmFile: FileToWrite = {
    path: kubeadmConfigPaths[document.verb],
    owner: 'root:root',
    permissions: '0640',
    content: document.kubeadmConfig,
  };
  const lines = [
    '## template: jinja',
    '#cloud-config',
    '',
    ...renderFiles([...document.files, kubeadmFile]),
    ...renderOneLiner(placeholderPath, placeholderText),
    ...renderCommands('bootcmd', document.bootCommands ?? []),
    'runcmd:',
    ...quoted(document.preKubeadmCommands ?? []),
    `  - ${kubeadmCommand(document)}`,
    ...quoted(document.postKubeadmCommands ?? []),
    ...renderNtp(document.ntp),
    ...renderUsers(document.users),
    ...renderDisks(document.diskSetup),
    ...renderMounts(document.mounts),
  ];
  return `${lines.join('\n')}\n`;
}

const quoted = (commands: readonly string[]): readonly string[] => commands.map((command) => `  - ${doubleQuoted(command)}`);
const renderCommands = (section: string, commands: readonly string[]): readonly string[] =>
  commands.length === 0 ? [] : [`${section}:`, ...quoted(commands)];

function kubeadmCommand({ verb, verbosity }: BootstrapDocument): string {
  // Without verbosity two blanks remain before "&&", as upstream prints it.
  const flag = verbosity === undefined ? '' : `--v ${verbosity}`;
  const command = `kubeadm ${verb} --config ${kubeadmConfigPaths[verb]} ${flag} && echo success > ${sentinelPath}`;
  return verb === 'init' ? `'${command}'` : command;
}

function renderNtp(ntp: Ntp | undefined): readonly string[] {
  if (ntp === undefined) return [];
  return [
    'ntp:',
    ...(ntp.enabled === undefined ? [] : [`  enabled: ${ntp.enabled}`]),
    '  servers:',
    ...(ntp.servers ?? []).map((server) => `    - ${bare(server)}`),
  ];
}
