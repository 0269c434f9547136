import type { Verdict } from '@capi/api';
import { find } from '@capi/conditions';

import type { HealthType, Observation, SeenMachine } from '../observation.ts';
import { few } from './describe-blocker.ts';

type HealthCondition = 'EtcdClusterHealthy' | 'ControlPlaneComponentsHealthy';

/** The members of etcd together; nothing is said about an external etcd once its cluster answers. */
export function etcdClusterHealthy(seen: Observation): Verdict<'EtcdClusterHealthy'> | undefined {
  const unexamined = notExamined('EtcdClusterHealthy', seen);
  if (unexamined !== undefined) return unexamined;
  if (!seen.stackedEtcd) return undefined;
  return merge('EtcdClusterHealthy', seen, ['EtcdMemberHealthy'], strayMembers(seen));
}

/** The static pods of all Machines together. */
export function controlPlaneComponentsHealthy(seen: Observation): Verdict<'ControlPlaneComponentsHealthy'> {
  const types: readonly HealthType[] = [
    'APIServerPodHealthy',
    'ControllerManagerPodHealthy',
    'SchedulerPodHealthy',
    ...(seen.stackedEtcd ? (['EtcdPodHealthy'] as const) : []),
  ];
  return notExamined('ControlPlaneComponentsHealthy', seen) ?? merge('ControlPlaneComponentsHealthy', seen, types, strayNodes(seen));
}

/** Before initialisation and without a connection there is nothing to merge. A short silence changes nothing that is known. */
function notExamined<T extends HealthCondition>(type: T, seen: Observation): Verdict<T> | undefined {
  if (!seen.initialized) {
    return { type, status: 'Unknown', reason: 'InspectionFailed', message: 'Waiting for the control plane to be initialized' };
  }
  if (seen.workload.kind === 'connected') return undefined;
  const stored = find(seen.conditions, type);
  if (stored === undefined || seen.workload.silent) {
    return { type, status: 'Unknown', reason: 'ConnectionDown', message: 'Remote connection not established' };
  }
  return keep(type, stored);
}

/** A stored condition as a verdict that changes nothing. */
export function keep<T extends string>(type: T, stored: Pick<Verdict, 'status' | 'reason' | 'message'>): Verdict<T> {
  const { status, reason, message } = stored;
  return message === undefined || message === '' ? { type, status, reason } : { type, status, reason, message };
}

function merge<T extends HealthCondition>(
  type: T,
  seen: Observation,
  types: readonly HealthType[],
  problems: readonly string[],
): Verdict<T> {
  const findings = seen.machines.flatMap((machine) => types.map((health) => ({ machine, health, finding: machine.health[health] })));
  const issues = findings.filter(({ finding }) => finding?.status === 'False');
  if (issues.length + problems.length > 0) {
    return {
      type,
      status: 'False',
      reason: 'NotHealthy',
      message: [...problems.map((line) => `* ${line}`), ...describe(issues)].join('\n'),
    };
  }
  const open = findings.filter(({ machine, finding }) => machine.providerID !== undefined && finding?.status !== 'True');
  if (open.length > 0) return { type, status: 'Unknown', reason: 'HealthUnknown', message: describe(open).join('\n') };
  if (findings.length === 0) return { type, status: 'Unknown', reason: 'HealthUnknown', message: 'There are no control plane Machines' };
  return { type, status: 'True', reason: 'Healthy' };
}

type Found = { readonly machine: SeenMachine; readonly health: HealthType; readonly finding: SeenMachine['health'][HealthType] };

/** Machines that say the same share a line. */
function describe(found: readonly Found[]): readonly string[] {
  const said = Map.groupBy(found, ({ health, finding }) => `${health}: ${finding?.message ?? finding?.reason ?? 'not yet known'}`);
  return [...said].map(([text, machines]) => `* Machine ${few(machines.map(({ machine }) => machine.name).sort(), 3)}: ${text}`).sort();
}

const isProvisioning = (seen: Observation): boolean => seen.machines.some((machine) => machine.node === undefined);

/** While a Machine is being provisioned, what nobody seems to own may be its own. */
function strayMembers(seen: Observation): readonly string[] {
  if (seen.etcd.kind !== 'read' || isProvisioning(seen)) return [];
  return seen.etcd.members
    .filter((member) => !seen.machines.some(({ node }) => node === member.name))
    .map((member) => `Etcd member ${member.name === '' ? member.id : member.name} has no Machine`)
    .sort();
}

function strayNodes(seen: Observation): readonly string[] {
  if (seen.workload.kind === 'disconnected' || isProvisioning(seen)) return [];
  return seen.workload.nodes
    .filter((node) => !seen.machines.some((machine) => machine.node === node.name))
    .map((node) => `Control plane Node ${node.name} has no Machine`)
    .sort();
}
