import { MachineConditions, type NodeCondition, type Verdict } from '@capi/api';
import { find } from '@capi/conditions';
import { between, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { probeFailures } from '../../../probing.ts';
import type { Observation } from '../observation.ts';

/** What is said about a Node that could not be looked at, and whether that replaces what was known before. */
interface Blind {
  readonly verdicts: readonly Verdict[];
  readonly onlyIfNew: boolean;
}

/**
 * `NodeReady` and `NodeHealthy`. What was known of a Node stays for a while when its cluster falls silent, and becomes Unknown
 * after that.
 * @returns no verdict for what should stay as it is
 * @see upstream v1.14.0 core/reconcilers/machine, status (behaviour)
 */
export function nodeConditions(seen: Observation): readonly Verdict[] {
  const blind = cannotLook(seen);
  if (blind !== undefined) {
    return blind.onlyIfNew
      ? blind.verdicts.filter(({ type }) => find(seen.machine.status?.conditions, type) === undefined)
      : blind.verdicts;
  }
  if (seen.node.state === 'found')
    return [nodeReady(seen.node.node.status?.conditions ?? []), nodeHealthy(seen.node.node.status?.conditions ?? [])];
  return absent(seen);
}

function cannotLook({ machine, cluster, workload, node, now, settings }: Observation): Blind | undefined {
  const initialized = find(cluster.status?.conditions, 'ControlPlaneInitialized');
  if (cluster.status?.initialization?.infrastructureProvisioned !== true) {
    return {
      verdicts: both('InspectionFailed', 'Waiting for Cluster status.initialization.infrastructureProvisioned to be true'),
      onlyIfNew: false,
    };
  }
  if (initialized?.status !== 'True')
    return { verdicts: both('InspectionFailed', 'Waiting for Cluster control plane to be initialized'), onlyIfNew: false };
  const down = both('ConnectionDown', silence(workload.lastSuccess));
  if (workload.lastSuccess === undefined && workload.consecutiveFailures < probeFailures) return { verdicts: down, onlyIfNew: true };
  const since = Math.max(workload.lastSuccess ?? 0, parseInstant(initialized.lastTransitionTime) ?? 0) as Instant;
  if (between(since, now) > settings.remoteConditionsGrace) return { verdicts: down, onlyIfNew: false };
  if (!workload.connected) return { verdicts: down, onlyIfNew: true };
  if (node.state === 'ambiguous') {
    return {
      verdicts: both('InternalError', `Nodes ${node.names.join(', ')} all have provider ID ${machine.spec.providerID}`),
      onlyIfNew: false,
    };
  }
  return undefined;
}

const silence = (lastSuccess: Instant | undefined): string =>
  lastSuccess === undefined ? 'Remote connection not established yet' : 'Remote connection down';

function absent({ machine }: Observation): readonly Verdict[] {
  const name = machine.status?.nodeRef?.name;
  const isDeleting = machine.metadata.deletionTimestamp !== undefined;
  if (name !== undefined) {
    const message = `Node ${name} has been deleted${isDeleting ? '' : ' while the Machine still exists'}`;
    return [
      MachineConditions.verdict('NodeHealthy', 'False', 'NodeDeleted', message),
      MachineConditions.verdict('NodeReady', 'False', 'NodeDeleted', message),
    ];
  }
  if (isDeleting) return both('NodeDoesNotExist', 'Node does not exist');
  const { providerID } = machine.spec;
  return both(
    'InspectionFailed',
    providerID === undefined
      ? 'Waiting for the infrastructure to report spec.providerID'
      : `Waiting for a Node with spec.providerID ${providerID} to exist`,
  );
}

const both = (
  reason: 'InspectionFailed' | 'ConnectionDown' | 'InternalError' | 'NodeDoesNotExist',
  message: string,
): readonly Verdict[] => [
  MachineConditions.verdict('NodeHealthy', 'Unknown', reason, message),
  MachineConditions.verdict('NodeReady', 'Unknown', reason, message),
];

/** Status and age of the Node's own Ready condition. */
function nodeReady(conditions: DeepReadonly<NodeCondition[]>): Verdict {
  const ready = conditions.find(({ type }) => type === 'Ready');
  if (ready === undefined)
    return MachineConditions.verdict('NodeReady', 'Unknown', 'NodeReadyUnknown', 'Node.Ready: Condition not yet reported');
  const since = ready.lastTransitionTime === undefined ? {} : { lastTransitionTime: ready.lastTransitionTime };
  const message = (ready.message ?? '') === '' ? `Node.Ready: Condition is ${ready.status}` : `Node.Ready: ${ready.message}`;
  switch (ready.status) {
    case 'True':
      return { ...MachineConditions.verdict('NodeReady', 'True', 'NodeReady'), ...since };
    case 'False':
      return { ...MachineConditions.verdict('NodeReady', 'False', 'NodeNotReady', message), ...since };
    case 'Unknown':
    default:
      return { ...MachineConditions.verdict('NodeReady', 'Unknown', 'NodeReadyUnknown', message), ...since };
  }
}

/** The conditions that every kubelet reports, with the status that is good. */
const watched = [
  { type: 'Ready', good: 'True' },
  { type: 'MemoryPressure', good: 'False' },
  { type: 'DiskPressure', good: 'False' },
  { type: 'PIDPressure', good: 'False' },
] as const;

function nodeHealthy(conditions: DeepReadonly<NodeCondition[]>): Verdict {
  const judged = watched.map(({ type, good }) => {
    const condition = conditions.find((one) => one.type === type);
    const said =
      condition === undefined
        ? 'Condition not yet reported'
        : (condition.message ?? '') === ''
          ? `Condition is ${condition.status}`
          : condition.message;
    const kind = condition === undefined || condition.status === 'Unknown' ? 'unknown' : condition.status === good ? 'good' : 'bad';
    return { kind, line: `* Node.${type}: ${said}` };
  });
  const lines = judged.filter(({ kind }) => kind !== 'good').map(({ line }) => line);
  if (judged.some(({ kind }) => kind === 'bad'))
    return MachineConditions.verdict('NodeHealthy', 'False', 'NodeNotHealthy', lines.join('\n'));
  if (lines.length > 0) return MachineConditions.verdict('NodeHealthy', 'Unknown', 'NodeHealthyUnknown', lines.join('\n'));
  return MachineConditions.verdict('NodeHealthy', 'True', 'NodeHealthy');
}
