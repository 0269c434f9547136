import type { DockerEngine } from '@capi/docker-engine';
import { transient, type Duration } from '@capi/seams';

import type { BootstrapPlan } from '../plan/bootstrap-plan.ts';
import { lastLines } from '../redact/last-lines.ts';
import { runnerFolders, type RunnerFolders } from './folders.ts';
import { packSteps } from './pack-steps.ts';
import { starter } from './scripts.ts';

/** The program that `startBootstrap` runs in the container; its input is what `packSteps` makes. */
export const startCommand = (budget: Duration, { run, kept, marker, log }: RunnerFolders): readonly string[] => [
  'sh',
  '-c',
  starter,
  'capd-bootstrap-start',
  run,
  kept,
  marker,
  log,
  String(Math.max(1, Math.round(budget / 1000))),
];

/**
 * Hands a plan to a container and leaves it there to be carried out, whatever becomes of this process. Done already when a bootstrap runs
 * or ran there, upstream's included: kubeadm is started once in the life of a container. Follow it with `followBootstrap`.
 * @param budget for all steps together, from now on
 * @throws OperationError (transient) when the container does not take it, such as for want of space; nothing has begun then
 */
export async function startBootstrap(
  engine: DockerEngine,
  container: string,
  { plan, budget }: { readonly plan: BootstrapPlan; readonly budget: Duration },
  signal: AbortSignal,
): Promise<'started' | 'known'> {
  const input = await packSteps(plan);
  const { exitCode, stdout, stderr } = await engine.exec(container, { command: startCommand(budget, runnerFolders), input }, signal);
  const answer = stdout.trim();
  if (exitCode === 0 && (answer === 'started' || answer === 'known')) return answer;
  const said = lastLines(stderr, 3).join(' ');
  throw transient({
    action: 'hand over the bootstrap data',
    object: `container ${container}`,
    why: `it ended with exit code ${exitCode}${said === '' ? '' : `: ${said}`}`,
  });
}
