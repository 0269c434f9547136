import { printKey, type ObjectKey } from '@capi/api';
import { sameJson } from '@capi/controller-runtime';

/**
 * What the load balancer of a cluster does with a container: `routed` gets new connections; `only` gets all of them, since nothing else
 * does; `drained` keeps those that it has; `absent` is none of its servers; `unknown` as long as this process has not compared the load
 * balancer with what it should be, or cannot at present.
 */
export type Route = 'routed' | 'only' | 'drained' | 'absent' | 'unknown';

/** Weights by container, as a load balancer has them. */
export type Weights = Readonly<Record<string, number>>;

/**
 * What load balancers do at present, as far as this process knows. Written by the reconcilers of clusters, one of which has the load
 * balancer of a cluster; read by those of machines. A control plane's container is drained while its Machine is being deleted, unless it
 * is the last one, which stays routed to its end.
 */
export interface Routes {
  of(cluster: ObjectKey, container: string): Route;
  /** The load balancer of this cluster was seen to have these weights, or is not known to have any; tells listeners of a change. */
  set(cluster: ObjectKey, weights: Weights | undefined): void;
  /** Tells of clusters whose routes changed. Returns how to stop. */
  subscribe(listener: (cluster: ObjectKey) => void): () => void;
}

export function createRoutes(): Routes {
  const known = new Map<string, Weights>();
  const listeners = new Set<(cluster: ObjectKey) => void>();
  return {
    of(cluster, container) {
      const weights = known.get(printKey(cluster));
      if (weights === undefined) return 'unknown';
      const weight = weights[container];
      if (weight === undefined) return 'absent';
      if (weight === 0) return 'drained';
      return Object.entries(weights).some(([name, other]) => name !== container && other > 0) ? 'routed' : 'only';
    },
    set(cluster, weights) {
      const name = printKey(cluster);
      if (sameJson(known.get(name), weights)) return;
      if (weights === undefined) known.delete(name);
      else known.set(name, weights);
      for (const listener of listeners) listener(cluster);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
