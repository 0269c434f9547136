import { draftOf, type Cluster, type ClusterClass, type ObjectKey } from '@capi/api';
import { attempt, type DeepReadonly } from '@capi/seams';

import type { CorePorts } from '../ports.ts';

/** The class that a Cluster is made from; undefined when it names none. It is in the namespace of the Cluster unless it says otherwise. */
export function classKeyOf(cluster: DeepReadonly<Cluster>): ObjectKey | undefined {
  const { name = '', namespace = '' } = draftOf(cluster).spec?.topology?.classRef ?? {};
  const home = namespace === '' ? cluster.metadata.namespace : namespace;
  return name === '' ? undefined : { name, ...(home === undefined ? {} : { namespace: home }) };
}

/** A class, or why it could not be read. Both are absent when there is no such class. */
export interface ReadClass {
  readonly found?: DeepReadonly<ClusterClass> | undefined;
  readonly failure?: string;
}

/** Reads a class, with some patience for its controller. */
export async function readClass(key: ObjectKey, ports: CorePorts, signal: AbortSignal): Promise<ReadClass> {
  let found: DeepReadonly<ClusterClass> | undefined;
  const failure = await attempt(async () => {
    found = await ports.awaitClusterClass(key, signal);
  });
  return failure === undefined ? { found } : { failure: failure.message };
}
