import type { Observation } from '../observation.ts';
import type { Plan } from './plan.ts';

type Rule = (seen: Observation) => Plan | undefined;

/** With annotation `cluster.x-k8s.io/managed-by` the object is another's: not even Paused is written. */
const managedElsewhere: Rule = (seen) => (seen.managedElsewhere ? { step: 'rest' } : undefined);

/** An object that belongs to no Cluster is let go when it is deleted, and otherwise waits for its owner. */
const orphan: Rule = ({ cluster, deleting, hasFinalizer }) => {
  if (cluster !== undefined) return undefined;
  return deleting && hasFinalizer ? { step: 'release' } : { step: 'rest' };
};

const paused: Rule = ({ pausedBecause }) => (pausedBecause === undefined ? undefined : { step: 'pause', because: pausedBecause });

const deletion: Rule = ({ deleting, hasFinalizer, cluster }) => {
  if (!deleting) return undefined;
  return hasFinalizer && cluster !== undefined ? { step: 'release', cluster } : { step: 'rest' };
};

/** A port that was given once is kept, whoever gave it. */
const serve: Rule = ({ cluster = '', port }) => ({ step: 'serve', cluster, ...(port === undefined ? {} : { port }) });

const rules: readonly Rule[] = [managedElsewhere, orphan, paused, deletion, serve];

/**
 * The first rule that has an answer decides.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/devcluster_controller.go (behaviour)
 */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
