import { annotations, DevClusterConditions, finalizers, type Verdict } from '@capi/api';
import { legacyTrue, setConditions, setLegacyConditions, summarize, type LegacyVerdict } from '@capi/conditions';
import type { DeepReadonly, Instant } from '@capi/seams';

import type { InfraCluster } from '../../../infra-objects.ts';
import type { Endpoint } from '../act/act.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** The object as it should be after the plan was carried out. Equal to `stored` when there is nothing to write. */
export function report(
  stored: DeepReadonly<InfraCluster>,
  seen: Observation,
  plan: Plan,
  endpoint: Endpoint | undefined,
  now: Instant,
): DeepReadonly<InfraCluster> {
  if (plan.step === 'rest') return stored;
  if (plan.step === 'release') return released(stored);
  const withSpec = plan.step === 'serve' && endpoint !== undefined ? served(stored, seen, plan.cluster, endpoint) : stored;
  const { generation = 1 } = stored.metadata;
  // Our own change of the spec makes a new generation, which is the one that was observed.
  const observedGeneration = withSpec.spec === stored.spec ? generation : generation + 1;
  const { verdicts, legacy } = statements(plan, seen);
  const conditions = setConditions(stored.status?.conditions, verdicts, { now, observedGeneration });
  const before = stored.status?.deprecated?.v1beta1?.conditions;
  const legacyConditions = setLegacyConditions(before, legacy, now);
  return {
    ...withSpec,
    status: {
      ...stored.status,
      conditions,
      ...(legacyConditions.length === 0 ? {} : { deprecated: { v1beta1: { conditions: legacyConditions } } }),
      ...(plan.step === 'serve' ? { initialization: { provisioned: true } } : {}),
    },
  };
}

const released = ({ metadata, ...rest }: DeepReadonly<InfraCluster>): DeepReadonly<InfraCluster> => ({
  ...rest,
  metadata: { ...metadata, finalizers: (metadata.finalizers ?? []).filter((name) => name !== finalizers.dockerCluster) },
});

function served(
  stored: DeepReadonly<InfraCluster>,
  { backend, hasFinalizer, host, port }: Observation,
  cluster: string,
  endpoint: Endpoint,
): DeepReadonly<InfraCluster> {
  const { metadata, spec } = stored;
  const listener = { [annotations.inMemoryListener]: `${metadata.namespace ?? ''}/${cluster}` };
  return {
    ...stored,
    metadata: {
      ...metadata,
      finalizers: hasFinalizer ? (metadata.finalizers ?? []) : [...(metadata.finalizers ?? []), finalizers.dockerCluster],
      ...(backend === 'in-memory' ? { annotations: { ...metadata.annotations, ...listener } } : {}),
    },
    ...(host !== undefined && port !== undefined
      ? {}
      : { spec: { ...spec, controlPlaneEndpoint: { host: host ?? endpoint.host, port: port ?? endpoint.port } } }),
  };
}

function statements(
  plan: Plan,
  { backend }: Observation,
): { readonly verdicts: readonly Verdict[]; readonly legacy: readonly LegacyVerdict[] } {
  const pausing =
    plan.step === 'pause'
      ? DevClusterConditions.verdict('Paused', 'True', 'Paused', plan.because)
      : DevClusterConditions.verdict('Paused', 'False', 'NotPaused');
  // The in-memory backend says nothing but whether it is paused; as upstream.
  if (backend === 'in-memory' || plan.step === 'pause') return { verdicts: [pausing], legacy: [] };
  const available = DevClusterConditions.verdict('LoadBalancerAvailable', 'True', 'Available');
  const ready = summarize('Ready', [available], {
    of: ['LoadBalancerAvailable'],
    reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' },
  });
  const legacy = ['LoadBalancerAvailable', 'Ready'].map((type) => legacyTrue(type));
  return { verdicts: [available, ready, pausing], legacy };
}
