import type { Observation } from '../observation.ts';
import type { Plan } from './plan.ts';

type Rule = (seen: Observation) => Plan | undefined;

const apiServerPort = 6443;

/** With annotation `cluster.x-k8s.io/managed-by` the object is another's: not even Paused is written. */
const managedElsewhere: Rule = (seen) => (seen.managedElsewhere ? { step: 'rest' } : undefined);

/** An object that belongs to no Cluster waits for its owner. When it is deleted, it is cleaned up after all the same. */
const orphan: Rule = ({ cluster, deleting }) => (cluster === undefined && !deleting ? { step: 'rest' } : undefined);

const paused: Rule = ({ pausedBecause }) => (pausedBecause === undefined ? undefined : { step: 'pause', because: pausedBecause });

/** Without the engine nobody can say that nothing is left, so that the finalizer stays. */
const deletion: Rule = ({ deleting, hasFinalizer, engine }) => {
  if (!deleting) return undefined;
  if (!hasFinalizer) return { step: 'rest' };
  if (engine.state === 'unknown') return { step: 'rest' };
  return engine.state === 'gone' ? { step: 'hold-release', because: engine.because } : { step: 'release' };
};

/** Until it is known whether the engine is there, there is nothing to say. */
const engineMissing: Rule = ({ engine }) => {
  if (engine.state === 'unknown') return { step: 'rest' };
  return engine.state === 'gone' ? { step: 'hold', because: engine.because } : undefined;
};

const problem: Rule = (seen) => (seen.problem === undefined ? undefined : { step: 'hold', because: seen.problem });

const protect: Rule = ({ hasFinalizer }) => (hasFinalizer ? undefined : { step: 'protect' });

/** The image is fetched beside the reconciles; what failed is tried again when its pause is over. */
const image: Rule = ({ wouldBe, fetching, now }) => {
  if (wouldBe === undefined || wouldBe.hasImage) return undefined;
  if (fetching?.state === 'running') return { step: 'hold', because: `image ${wouldBe.image} of the load balancer is being fetched` };
  if (fetching?.state === 'failed' && fetching.retryAt > now) return { step: 'hold', because: fetching.why, until: fetching.retryAt };
  return { step: 'fetch-image', image: wouldBe.image };
};

/** Two would be told apart by nobody. */
const single: Rule = ({ surplus }) => (surplus === undefined ? undefined : { step: 'discard', balancer: surplus });

/** Clients and certificates know the endpoint: who takes the place of a load balancer that is gone takes its address too. */
const creation: Rule = ({ balancer, wouldBe, host }) =>
  balancer !== undefined || wouldBe === undefined
    ? undefined
    : { step: 'create', balancer: wouldBe, ...(host === undefined ? {} : { address: host }) };

/** One that was stopped, or came back from a restart of the engine without being told to, runs again. */
const running: Rule = ({ balancer, initial }) => {
  switch (balancer?.state) {
    case undefined:
    case 'running':
      return undefined;
    case 'created':
    case 'exited':
      return { step: 'start', balancer };
    case 'restarting':
      // The engine starts it again and again. The built-in configuration may help, once.
      if (balancer.loaded !== initial) return { step: 'start', balancer };
      return { step: 'hold', because: `load balancer ${balancer.name} ends again and again: ${balancer.lastWords ?? 'it says nothing'}` };
    case 'dead':
      return { step: 'discard', balancer };
    case 'removing':
      return { step: 'hold', because: `load balancer ${balancer.name} is being removed; it is made again after that` };
    case 'paused':
      return { step: 'hold', because: `somebody paused load balancer ${balancer.name}: docker unpause ${balancer.name}` };
  }
};

/**
 * What cannot be rendered, or was refused by HAProxy, leaves the load balancer as it was; so does a Cluster that goes, whose servers go
 * one by one.
 */
const configuration: Rule = ({ balancer, wanted, clusterGoes }) => {
  if (balancer === undefined || wanted === undefined || clusterGoes) return undefined;
  if ('problem' in wanted) return { step: 'hold', because: wanted.problem };
  if (balancer.loaded === wanted.text) return undefined;
  if (balancer.refusal === undefined) return { step: 'configure', balancer, text: wanted.text };
  return { step: 'hold', because: `HAProxy refuses the configuration of load balancer ${balancer.name}: ${balancer.refusal}` };
};

/** An endpoint that was set once is kept, whoever set it. */
const serve: Rule = ({ balancer, wanted, host, port = apiServerPort, clusterGoes }) => {
  if (balancer === undefined || wanted === undefined || 'problem' in wanted) return undefined;
  const at = host ?? balancer.address;
  if (balancer.address === undefined || at === undefined)
    return { step: 'hold', because: `load balancer ${balancer.name} has no address in the network of its cluster` };
  if (balancer.endpointIsNode) return { step: 'hold', because: elsewhere(balancer.name, balancer.address, at) };
  return { step: 'serve', host: at, port, ...(clusterGoes ? {} : { weights: wanted.weights }) };
};

const elsewhere = (name: string, address: string, endpoint: string): string =>
  `load balancer ${name} has the address ${address}, since a node has that of the endpoint, ${endpoint}: have that Machine replaced, and ` +
  `remove container ${name} then, which is made anew`;

const rules: readonly Rule[] = [
  managedElsewhere,
  orphan,
  paused,
  deletion,
  engineMissing,
  problem,
  protect,
  single,
  image,
  creation,
  running,
  configuration,
  serve,
];

/**
 * The first rule that has an answer decides.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/backends/docker/dockercluster_backend.go (behaviour)
 */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
