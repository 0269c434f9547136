import { isDefined, required, type Admission, type Defaulted } from '@capi/admission';
import { defaultCluster, draftOf, type Cluster } from '@capi/api';
import { defaultVariables, isReconciled } from '@capi/topology';

import type { CorePorts } from '../ports.ts';
import { classKeyOf, readClass } from './class-of.ts';

/**
 * A Cluster with what admission adds to its topology: the v of its version and the defaults of its variables. The variables are
 * validated here as well and not with the rest, so that both look at the same state of the class.
 */
export async function defaultClusterOnWrite(
  { object, before }: Admission<Cluster>,
  ports: CorePorts,
  signal: AbortSignal,
): Promise<Defaulted<Cluster>> {
  if (!isDefined(draftOf(object).spec?.topology)) return { object };
  const cluster = defaultCluster(object);
  const key = classKeyOf(cluster);
  if (key === undefined) return { object, findings: [required('spec.topology.classRef.name', 'name the ClusterClass')] };
  const read = await readClass(key, ports, signal);
  if (read.failure !== undefined) return { object, denial: { status: 500, message: read.failure } };
  if (read.found === undefined || !isReconciled(read.found)) return { object: cluster };
  const { topology, findings } = defaultVariables(
    cluster.spec.topology ?? {},
    draftOf(before)?.spec?.topology,
    read.found.status?.variables ?? [],
  );
  return findings.length > 0 ? { object: cluster, findings } : { object: { ...cluster, spec: { ...cluster.spec, topology } } };
}
