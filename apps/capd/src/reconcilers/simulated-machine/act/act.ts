import { OperationError, terminal } from '@capi/seams';
import type { MachineSpec, SimulatedCluster } from '@capi/simulated-machine';

import type { Phase } from '../decide/plan.ts';
import type { PhaseFailure } from './boot-failure.ts';

/**
 * Brings a machine into its phases, in their order. What was reached before is left alone, so this may be repeated.
 * @returns the phase that failed in a foreseen way; undefined when all were reached
 */
export async function runPhases(
  cluster: SimulatedCluster,
  machine: MachineSpec,
  options: { readonly phases: readonly Phase[]; readonly controlPlane: boolean },
  signal: AbortSignal,
): Promise<PhaseFailure | undefined> {
  for (const phase of options.phases) {
    try {
      await runPhase(cluster, machine, phase, options.controlPlane, signal);
    } catch (error) {
      if (error instanceof OperationError) return { phase, error };
      throw error;
    }
  }
  return undefined;
}

async function runPhase(
  cluster: SimulatedCluster,
  machine: MachineSpec,
  phase: Phase,
  controlPlane: boolean,
  signal: AbortSignal,
): Promise<void> {
  switch (phase) {
    case 'vm':
      return; // a machine that does nothing yet is nothing but its identity
    case 'node': {
      const role = await cluster.boot(machine, signal);
      if (controlPlane !== (role === 'control-plane')) {
        throw terminal({
          action: 'boot',
          object: `machine ${machine.name}`,
          why: `its bootstrap data makes it a ${role} machine, its Machine does not`,
          hint: 'the machine has to be replaced',
        });
      }
      return;
    }
    case 'etcd':
      return cluster.startEtcd(machine.name, signal);
    case 'api-server':
      return cluster.startApiServer(machine.name, signal);
  }
}
