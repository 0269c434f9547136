import type { DockerEngine } from '@capi/docker-engine';
import { printDuration, transient, type Duration } from '@capi/seams';

import { lastLines } from '../redact/last-lines.ts';

/**
 * Waits inside the container, in one call, until systemd has started what it starts and the container runtime answers. A system that is
 * degraded will do: some unit or other fails in most containers.
 */
const program = `
# Early in the boot of a host with version 2 control groups, systemd cannot hand out controllers while a process sits in the topmost group.
{ echo $$ >/sys/fs/cgroup/init.scope/cgroup.procs; } 2>/dev/null
exec 2>/dev/null
deadline=$(($(date +%s) + $1))
while :; do
  systemctl is-active --quiet multi-user.target && ctr version >/dev/null && exit 0
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
 * @throws OperationError (transient) when it is not within the budget, with what it waits for
 */
export async function awaitSystem(engine: DockerEngine, container: string, budget: Duration, signal: AbortSignal): Promise<void> {
  const { exitCode, stdout } = await engine.exec(container, { command: awaitSystemCommand(budget) }, signal);
  if (exitCode === 0) return;
  const said = lastLines(stdout, 8).join(', ');
  throw transient({
    action: 'wait for the system',
    object: `container ${container}`,
    why: `it was not up within ${printDuration(budget)}${said === '' ? ` (exit code ${exitCode})` : `: ${said}`}`,
  });
}
