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
  const { topology } = cluster.spec;
  const key = classKeyOf(cluster);
  if (key === undefined) return { object, findings: [required('spec.topology.classRef.name', 'name the ClusterClass')] };
  const { found, failure } = await readClass(key, ports, signal);
  if (failure !== undefined) return { object, denial: { status: 500, message: failure } };
  if (topology === undefined || found === undefined || !isReconciled(found)) return { object: cluster };
  const old = before === undefined ? undefined : draftOf(before).spec?.topology;
  const filled = defaultVariables(topology, old, found.status?.variables ?? []);
  if (filled.findings.length > 0) return { object: cluster, findings: filled.findings };
  return { object: { ...cluster, spec: { ...cluster.spec, topology: filled.topology } } };
}
