import type { Command } from '@capi/cloud-init';

import { adaptKubeadmCommand, callsKubeadm } from '../kubeadm/adapt-command.ts';
import { startMarker } from '../runner/folders.ts';
import type { BootstrapStep } from './bootstrap-plan.ts';
import { quoted } from './shell.ts';

/**
 * A step that runs one command: text through a shell of its own, a list as a program with its arguments. Before kubeadm starts, the mark is
 * made by which upstream's provider recognises a container whose bootstrap has begun.
 */
export function commandStep(command: Command, section: string): BootstrapStep {
  const fitted = adaptKubeadmCommand(command);
  const words = typeof fitted === 'string' ? ['/bin/sh', '-c', fitted] : fitted;
  const call = words.map(quoted).join(' ');
  return {
    title: `${section}: ${nameOf(command)}`,
    script: ['cd /', ...(callsKubeadm(command) ? kubeadmLines(call) : [`exec ${call}`]), ''].join('\n'),
  };
}

/** kubeadm that waits for a kubelet in vain says so at best; why it does not run, the kubelet has said itself. */
const kubeadmLines = (call: string): readonly string[] => [
  `mkdir -p ${quoted(folderOf(startMarker))} && echo started > ${quoted(startMarker)} || exit`,
  `${call} && exit`,
  'code=$?',
  'if [ -e /var/lib/kubelet/config.yaml ] && ! systemctl is-active --quiet kubelet; then',
  "  echo 'The kubelet does not run. It said last:'",
  '  journalctl --no-pager --output=cat --lines=3 _SYSTEMD_UNIT=kubelet.service',
  'fi',
  'exit $code',
];

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Programs whose first argument says what they do, and is no secret. */
const withVerb: ReadonlySet<string> = new Set(['kubeadm', 'systemctl', 'apt-get', 'apt', 'kubectl', 'ctr', 'ip', 'swapoff', 'modprobe']);

/** The program that a command runs. Its arguments are not told: they may hold a secret. */
function nameOf(command: Command): string {
  const words = typeof command === 'string' ? command.trim().split(/\s+/) : command;
  const [first = '', second = ''] = words[0] === 'sudo' ? words.slice(1) : words;
  if (!/^[\w./+-]{1,60}$/.test(first)) return 'a shell command';
  const program = first.slice(first.lastIndexOf('/') + 1);
  return withVerb.has(program) && /^[a-z][a-z-]{0,30}$/.test(second) ? `${program} ${second}` : program;
}
