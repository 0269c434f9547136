import { DevClusterConditions, finalizers, type Verdict } from '@capi/api';
import { legacyFalse, legacyTrue, setConditions, setLegacyConditions, summarize, type LegacyVerdict } from '@capi/conditions';
import type { DeepReadonly, OperationError } from '@capi/seams';

import { dockerClusterConfig, type InfraCluster } from '../../../infra-objects.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** The object as it should be after the plan was carried out, or failed. Equal to `stored` when there is nothing to write. */
export function report(
  stored: DeepReadonly<InfraCluster>,
  seen: Observation,
  plan: Plan,
  failure: OperationError | undefined,
): DeepReadonly<InfraCluster> {
  if (plan.step === 'release' && failure === undefined) return released(stored);
  const statements = state(plan, failure);
  if (statements === undefined) return stored;
  const withSpec = plan.step === 'serve' ? served(stored, seen, plan) : stored;
  const { generation = 1 } = stored.metadata;
  // Our own change of the spec makes a new generation, which is the one that was observed.
  const observedGeneration = withSpec.spec === stored.spec ? generation : generation + 1;
  const { failureDomains } = plan.step === 'pause' ? (stored.status ?? {}) : dockerClusterConfig(stored);
  const legacy = setLegacyConditions(stored.status?.deprecated?.v1beta1?.conditions, statements.legacy, seen.now);
  const { failureDomains: _, ...before } = stored.status ?? {};
  return {
    ...withSpec,
    status: {
      ...before,
      ...(failureDomains === undefined ? {} : { failureDomains }),
      conditions: setConditions(stored.status?.conditions, statements.verdicts, { now: seen.now, observedGeneration }),
      ...(legacy.length === 0 ? {} : { deprecated: { v1beta1: { conditions: legacy } } }),
      ...(plan.step === 'serve' ? { initialization: { provisioned: true } } : {}),
    },
  };
}

/**
 * The object as it should be as soon as its endpoint is certain, while the load balancer starts: who waits for the endpoint goes on. What
 * is to be said about the load balancer comes later.
 */
export const told = (
  stored: DeepReadonly<InfraCluster>,
  controlPlaneEndpoint: { readonly host: string; readonly port: number },
): DeepReadonly<InfraCluster> => {
  const { failureDomains } = dockerClusterConfig(stored);
  return {
    ...stored,
    spec: { ...stored.spec, controlPlaneEndpoint },
    status: { ...stored.status, ...(failureDomains === undefined ? {} : { failureDomains }), initialization: { provisioned: true } },
  };
};

const released = ({ metadata, ...rest }: DeepReadonly<InfraCluster>): DeepReadonly<InfraCluster> => ({
  ...rest,
  metadata: { ...metadata, finalizers: (metadata.finalizers ?? []).filter((name) => name !== finalizers.dockerCluster) },
});

const served = (
  stored: DeepReadonly<InfraCluster>,
  seen: Observation,
  { host, port }: Plan & { readonly step: 'serve' },
): DeepReadonly<InfraCluster> =>
  seen.host !== undefined && seen.port !== undefined
    ? stored
    : { ...stored, spec: { ...stored.spec, controlPlaneEndpoint: { host, port } } };

interface Statements {
  readonly verdicts: readonly Verdict[];
  readonly legacy: readonly LegacyVerdict[];
}

/** Undefined when there is nothing to say. */
function state(plan: Plan, failure: OperationError | undefined): Statements | undefined {
  if (plan.step === 'pause') return { verdicts: [DevClusterConditions.verdict('Paused', 'True', 'Paused', plan.because)], legacy: [] };
  const because = failure?.message ?? reasonToWait(plan);
  if (because === undefined && plan.step !== 'serve') return undefined;
  const available = availability(plan, because);
  const ready = summarize('Ready', [available], {
    of: ['LoadBalancerAvailable'],
    reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' },
  });
  const legacy = ['LoadBalancerAvailable', 'Ready'].map((type) => legacyAvailability(type, available, because));
  return { verdicts: [available, ready, DevClusterConditions.verdict('Paused', 'False', 'NotPaused')], legacy };
}

/** What stands against the load balancer; undefined when nothing does, or when a step is done at once. */
function reasonToWait(plan: Plan): string | undefined {
  if (plan.step === 'hold' || plan.step === 'hold-release') return plan.because;
  return plan.step === 'fetch-image' ? `image ${plan.image} of the load balancer is being fetched` : undefined;
}

function availability(plan: Plan, because: string | undefined): Verdict<'LoadBalancerAvailable'> {
  if (because === undefined) return DevClusterConditions.verdict('LoadBalancerAvailable', 'True', 'Available');
  const isDeleting = plan.step === 'release' || plan.step === 'hold-release';
  return DevClusterConditions.verdict('LoadBalancerAvailable', 'False', isDeleting ? 'Deleting' : 'NotAvailable', because);
}

function legacyAvailability(type: string, { status, reason }: Verdict, because: string | undefined): LegacyVerdict {
  if (status === 'True') return legacyTrue(type);
  return reason === 'Deleting'
    ? legacyFalse(type, 'Deleting', 'Info', because)
    : legacyFalse(type, 'LoadBalancerProvisioningFailed', 'Warning', because);
}
