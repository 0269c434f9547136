import { annotations, KubeadmConfigConditions, type Verdict } from '@capi/api';
import { legacyFalse, legacyTrue, type LegacyVerdict } from '@capi/conditions';
import type { Instant, OperationError } from '@capi/seams';

import type { Blocker, Plan } from '../decide/plan.ts';
import { makeCertificates } from '../failure-actions.ts';
import type { Observation } from '../observation.ts';
import { describe } from './describe.ts';

/** What the status is to say. Conditions that are not named stay as they are. */
export interface Report {
  readonly now: Instant;
  readonly verdicts: readonly Verdict[];
  readonly legacy: readonly LegacyVerdict[];
  /** Name of the secret, once it is there. */
  readonly dataSecretName?: string;
  /** Everything that was asked for has been seen to: the status is about the present generation. */
  readonly complete: boolean;
  /** The config is left alone, and says no more than that. */
  readonly paused: boolean;
}

/** What to say about a config after acting; undefined when it is not ours to speak about. */
export function report(seen: Observation, plan: Plan, failure: OperationError | undefined): Report | undefined {
  if (plan.step === 'ignore') return undefined;
  const common = { now: seen.now, complete: failure === undefined, paused: plan.step === 'pause' };
  const pausing = pausedVerdict(seen);
  if (plan.step === 'pause') return { ...common, verdicts: [pausing], legacy: [], complete: false };
  const name = dataSecretName(seen, plan, failure);
  if (name !== undefined) {
    return {
      ...common,
      verdicts: [
        pausing,
        KubeadmConfigConditions.verdict('DataSecretAvailable', 'True', 'Available'),
        KubeadmConfigConditions.verdict('CertificatesAvailable', 'True', 'Available'),
      ],
      legacy: [legacyTrue('DataSecretAvailable'), legacyTrue('CertificatesAvailable')],
      dataSecretName: name,
    };
  }
  // A step on the way: what it leads to is said by the reconcile that its own write brings about.
  if (failure === undefined && plan.step !== 'wait') return undefined;
  const missing = failure === undefined ? waiting(plan) : failed(failure);
  return { ...common, verdicts: [pausing, ...missing.verdicts], legacy: missing.legacy };
}

function pausedVerdict({ config, cluster }: Observation): Verdict {
  const why = [
    ...(cluster?.paused === true ? ['Cluster spec.paused is set to true'] : []),
    ...(config.metadata.annotations?.[annotations.paused] === undefined ? [] : [`KubeadmConfig has the ${annotations.paused} annotation`]),
  ];
  return why.length === 0
    ? KubeadmConfigConditions.verdict('Paused', 'False', 'NotPaused')
    : KubeadmConfigConditions.verdict('Paused', 'True', 'Paused', why.join(', '));
}

function dataSecretName({ config }: Observation, plan: Plan, failure: OperationError | undefined): string | undefined {
  const { dataSecretName: said, initialization } = config.status ?? {};
  // Data that was handed out stays handed out, whatever fails later.
  if (initialization?.dataSecretCreated === true && said !== undefined) return said;
  if (failure !== undefined) return undefined;
  if (plan.step === 'recognise') return plan.secret;
  return plan.step === 'initialize' || plan.step === 'join' ? config.metadata.name : undefined;
}

interface Missing {
  readonly verdicts: readonly Verdict[];
  readonly legacy: readonly LegacyVerdict[];
}

function waiting(plan: Plan): Missing {
  const blockers = plan.step === 'wait' ? plan.blockers : [];
  const message = blockers.length === 1 ? blockers.map(describe).join('') : blockers.map((blocker) => `* ${describe(blocker)}`).join('\n');
  const certificates = blockers.filter(({ kind }) => kind === 'certificates-missing').map(describe);
  return {
    verdicts: [
      KubeadmConfigConditions.verdict('DataSecretAvailable', 'False', 'NotAvailable', message),
      ...certificates.map((words) => KubeadmConfigConditions.verdict('CertificatesAvailable', 'Unknown', 'InternalError', words)),
    ],
    legacy: [
      legacyFalse('DataSecretAvailable', ...legacyReason(blockers[0]), message),
      ...certificates.map((words) => legacyFalse('CertificatesAvailable', 'CertificatesCorrupted', 'Error', words)),
    ],
  };
}

const forControlPlane: readonly Blocker['kind'][] = ['control-plane-not-initialized', 'init-lock-held', 'init-lock-unreadable'];
const forInfrastructure: readonly Blocker['kind'][] = ['infrastructure-not-ready', 'endpoint-missing'];

function legacyReason(blocker: Blocker | undefined): [reason: string, severity: 'Info' | 'Warning'] {
  if (blocker === undefined || forControlPlane.includes(blocker.kind)) return ['WaitingForControlPlaneAvailable', 'Info'];
  if (forInfrastructure.includes(blocker.kind)) return ['WaitingForClusterInfrastructure', 'Info'];
  return ['DataSecretGenerationFailed', 'Warning'];
}

function failed({ message, failure }: OperationError): Missing {
  const certificates = failure.action === makeCertificates;
  return {
    verdicts: [
      KubeadmConfigConditions.verdict('DataSecretAvailable', 'False', 'NotAvailable', message),
      ...(certificates ? [KubeadmConfigConditions.verdict('CertificatesAvailable', 'Unknown', 'InternalError', message)] : []),
    ],
    legacy: [
      legacyFalse('DataSecretAvailable', 'DataSecretGenerationFailed', 'Warning', message),
      ...(certificates ? [legacyFalse('CertificatesAvailable', 'CertificatesGenerationFailed', 'Warning', message)] : []),
    ],
  };
}
