import type { Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** Before the infrastructure is there nobody knows the endpoint, and nothing could run the data. */
export const waitForInfrastructure: Rule<ReadyObservation> = ({ cluster }) =>
  cluster.infrastructureProvisioned ? undefined : { step: 'wait', blockers: [{ kind: 'infrastructure-not-ready' }] };
