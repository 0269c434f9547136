import type { DeepReadonly } from '@capi/seams';

import type { InfraMachine } from '../../infra-objects.ts';
import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';

const annotation = 'devmachine.infrastructure.cluster.x-k8s.io/weight';

/**
 * The machine with upstream's memo of what the load balancer was told about it: new connections, or no more of them. Nothing here reads it;
 * upstream's provider, which may get the machine by a move, would take one without it for new.
 */
export function weighed(object: DeepReadonly<InfraMachine>, seen: Observation, plan: Plan): DeepReadonly<InfraMachine> {
  const { machine, route } = seen;
  const isTheTime = plan.step === 'begin' || (plan.step === 'tell' && plan.provisioned);
  if (machine?.controlPlane !== true || !isTheTime) return object;
  const weight = machine.deleting && route === 'drained' ? '0' : '100';
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [annotation]: weight } } };
}
