import type { DockerEngine } from '@capi/docker-engine';
import { printDuration, transient, type Duration } from '@capi/seams';

import { lastLines } from '../redact/last-lines.ts';

/**
 * Waits inside the container, in one call, until systemd has started what it starts and the container runtime serves a kubelet. A
 * system that is degraded will do: some unit or other fails in most containers. A containerd that could not load its CRI goes on
 * without it until it is started anew, which is begun then, for the next wait.
 */
const program = `
# Early in the boot of a host with version 2 control groups, systemd cannot hand out controllers while a process sits in the topmost group.
{ echo $$ >/sys/fs/cgroup/init.scope/cgroup.procs; } 2>/dev/null
exec 2>/dev/null
without_cri() { ctr plugins ls | grep -q '^io\\.containerd\\.grpc\\.v1 *cri .*error'; }
deadline=$(($(date +%s) + $1))
while :; do
  if systemctl is-active --quiet multi-user.target && ctr version >/dev/null; then
    without_cri || exit 0
    echo "containerd serves no kubelet: $(ctr plugins ls -d id==cri | sed -n 's/^ *Message: *//p' | head -n 1)"
    systemctl restart --no-block containerd
    exit 2
  fi
  [ "$(date +%s)" -lt "$deadline" ] || break
  sleep 0.1
done
echo "system: $(systemctl is-system-running)"
ctr version >/dev/null || echo 'containerd does not answer'
systemctl list-units --failed --plain --no-legend | while read -r unit _; do echo "failed: $unit"; done
systemctl list-jobs --plain --no-legend | while read -r _ unit _; do echo "not started yet: $unit"; done
exit 1
`;

export const awaitSystemCommand = (budget: Duration): readonly string[] => [
  'sh',
  '-c',
  program,
  'capd-await-system',
  String(Math.max(1, Math.round(budget / 1000))),
];

/**
 * Waits until the system of a node container is up: then commands and images have their place.
 * @throws OperationError (transient) when it is not within the budget, with what it waits for, or will not be
 */
export async function awaitSystem(engine: DockerEngine, container: string, budget: Duration, signal: AbortSignal): Promise<void> {
  const { exitCode, stdout } = await engine.exec(container, { command: awaitSystemCommand(budget) }, signal);
  if (exitCode === 0) return;
  const said = lastLines(stdout, 8).join(', ');
  const hint = /too many open files/.test(said)
    ? "fs.inotify.max_user_instances of the engine's host is too low for its nodes: raise it to 1024"
    : undefined;
  throw transient({
    action: 'wait for the system',
    object: `container ${container}`,
    why: whyNot(exitCode, said, budget),
    ...(hint === undefined ? {} : { hint }),
  });
}

function whyNot(exitCode: number, said: string, budget: Duration): string {
  if (exitCode === 1) return `it was not up within ${printDuration(budget)}: ${said}`;
  // What shells and engines answer for a program that is not there.
  if (exitCode === 126 || exitCode === 127) return `its image has no shell, so it is not one that nodes are made from: ${said}`;
  return exitCode === 2 ? said : `what looked at it was ended (exit code ${exitCode}), as by a stop of the container`;
}
