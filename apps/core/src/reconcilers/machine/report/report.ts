import { annotations, labels, type Machine, type MachineStatus, type NodeInfo, type Verdict } from '@capi/api';
import { setConditions, withVerdicts } from '@capi/conditions';
import { parseInstant, printInstant, type DeepReadonly, type OperationError } from '@capi/seams';

import { present } from '../../../json/present.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { available } from './available.ts';
import { bootstrapConfigReady } from './bootstrap-config-ready.ts';
import { deleting } from './deleting.ts';
import { deletionTimes } from './deletion-times.ts';
import { infrastructureReady } from './infrastructure-ready.ts';
import { legacyConditions } from './legacy.ts';
import { nodeConditions } from './node-conditions.ts';
import { paused } from './paused.ts';
import { phase } from './phase.ts';
import { ready } from './ready.ts';
import { upToDate } from './up-to-date.ts';
import { updating } from './updating.ts';

/**
 * What is said about a Machine: its whole status, computed from one observation. Undefined while nothing is to be said.
 * @param failure what went wrong while acting: then the spec is not carried out yet, and its generation not observed
 */
export function report(seen: Observation, plan: Plan, failure?: OperationError): DeepReadonly<MachineStatus> | undefined {
  switch (plan.step) {
    case 'await-references':
      return seen.machine.status;
    case 'pause':
      return { ...seen.machine.status, conditions: withConditions(seen, [paused(seen)]) };
    case 'tend':
    case 'delete':
    default:
      return whole(seen, plan, failure);
  }
}

function whole(seen: Observation, plan: Plan, failure: OperationError | undefined): DeepReadonly<MachineStatus> {
  const { machine, node, now } = seen;
  const before: DeepReadonly<MachineStatus> = machine.status ?? {};
  const verdicts = conditionsOf(seen, plan);
  const made = handedOver(seen).infrastructure;
  const status = present({
    ...before,
    addresses: made?.addresses ?? before.addresses,
    failureDomain: made?.failureDomain ?? before.failureDomain,
    nodeRef: before.nodeRef ?? (node.state === 'found' ? { name: node.node.metadata.name } : undefined),
    nodeInfo: node.state === 'found' ? nodeInfo(node.node.status?.nodeInfo ?? {}) : before.nodeInfo,
    initialization: initialization(seen),
    certificatesExpiryDate: certificatesExpiry(seen),
    deletion: deletionTimes(seen, plan),
    observedGeneration: failure === undefined ? machine.metadata.generation : before.observedGeneration,
    conditions: withConditions(seen, verdicts),
  }) as DeepReadonly<MachineStatus>;
  const reached = phase(seen, status as MachineStatus);
  return {
    ...status,
    phase: reached,
    ...(reached === before.phase ? {} : { lastUpdated: printInstant(now) }),
    deprecated: {
      ...before.deprecated,
      v1beta1: {
        ...before.deprecated?.v1beta1,
        conditions: legacyConditions({ ...seen, machine: { ...machine, status } as DeepReadonly<Machine> }, plan, verdicts),
      },
    },
  };
}

/** All conditions that are ours; those of others stay as they are. */
function conditionsOf(seen: Observation, plan: Plan): readonly Verdict[] {
  const parts = [
    paused(seen),
    deleting(seen, plan),
    updating(),
    bootstrapConfigReady(seen),
    infrastructureReady(seen),
    ...nodeConditions(seen),
    ...upToDate(seen),
  ];
  const summary = ready(seen, withVerdicts(seen.machine.status?.conditions, parts));
  return [...parts, summary, available(seen, summary)];
}

const withConditions = ({ machine, now }: Observation, verdicts: readonly Verdict[]) =>
  setConditions(machine.status?.conditions, verdicts, { now, observedGeneration: machine.metadata.generation });

/** First steps that are done; absent until the first is. */
function initialization(seen: Observation): MachineStatus['initialization'] {
  const { bootstrapDataSecretCreated, infrastructureProvisioned } = handedOver(seen);
  // Data that the user brings was not made by anybody.
  const isMade = bootstrapDataSecretCreated && seen.machine.spec.bootstrap.configRef !== undefined;
  const done = {
    ...(isMade ? { bootstrapDataSecretCreated: true } : {}),
    ...(infrastructureProvisioned ? { infrastructureProvisioned: true } : {}),
  };
  return Object.keys(done).length === 0 ? undefined : done;
}

/** What a kubelet reports, with nothing where it reports nothing. */
const nodeInfo = (reported: Readonly<Record<string, string>>): NodeInfo => ({
  architecture: reported['architecture'] ?? '',
  bootID: reported['bootID'] ?? '',
  containerRuntimeVersion: reported['containerRuntimeVersion'] ?? '',
  kernelVersion: reported['kernelVersion'] ?? '',
  kubeProxyVersion: reported['kubeProxyVersion'] ?? '',
  kubeletVersion: reported['kubeletVersion'] ?? '',
  machineID: reported['machineID'] ?? '',
  operatingSystem: reported['operatingSystem'] ?? '',
  osImage: reported['osImage'] ?? '',
  systemUUID: reported['systemUUID'] ?? '',
});

/** When the first certificate of a control-plane Machine expires, as the Machine or else its bootstrap config says. */
function certificatesExpiry({ machine, bootstrap }: Observation): string | undefined {
  if (machine.metadata.labels?.[labels.controlPlane] === undefined) return undefined;
  const said =
    machine.metadata.annotations?.[annotations.certificatesExpiry] ??
    (bootstrap.state === 'found' ? bootstrap.annotations[annotations.certificatesExpiry] : undefined);
  const moment = parseInstant(said ?? '');
  return moment === undefined ? undefined : printInstant(moment);
}
