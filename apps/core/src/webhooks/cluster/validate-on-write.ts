import type { Admission, Ruling } from '@capi/admission';
import type { Cluster } from '@capi/api';

import type { CorePorts } from '../ports.ts';
import { validateTopology } from './validate-topology.ts';
import { validateCluster } from './validate.ts';

/** All that is said about a write to a Cluster: what holds for every Cluster first, then what its ClusterClass asks for. */
export async function validateClusterOnWrite(admission: Admission<Cluster>, ports: CorePorts, signal: AbortSignal): Promise<Ruling> {
  const cluster = validateCluster(admission);
  const topology = await validateTopology(admission, ports, signal);
  return { ...topology, findings: [...cluster.findings, ...topology.findings] };
}
