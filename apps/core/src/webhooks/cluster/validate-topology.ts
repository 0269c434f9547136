import { forbidden, isDefined, required, unverifiable, type Admission, type Finding, type Ruling } from '@capi/admission';
import { annotations, draftOf, type Cluster, type ClusterClass, type Draft, type ObjectKey } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import {
  isReconciled,
  validateCompatible,
  validateReplicas,
  validateTopologyItself,
  validateTopologyOfClass,
  validateUpgraded,
  validateVersionStep,
} from '@capi/topology';

import type { CorePorts } from '../ports.ts';
import { classKeyOf, readClass } from './class-of.ts';

const classPath = 'spec.topology.class';

/** What a Cluster made from a ClusterClass may be, by itself, by its class and by what runs at present. */
export async function validateTopology(admission: Admission<Cluster>, ports: CorePorts, signal: AbortSignal): Promise<Ruling> {
  const cluster = draftOf(admission.object);
  const topology = cluster.spec?.topology;
  if (admission.operation === 'DELETE' || topology === undefined || !isDefined(topology)) return { findings: [] };
  if (!admission.gates.enabled('ClusterTopology')) {
    return { findings: [forbidden('spec.topology', 'can be set only if the ClusterTopology feature gate is enabled')] };
  }
  const key = classKeyOf(admission.object);
  if (key === undefined) return { findings: [required(classPath, 'name the ClusterClass in spec.topology.classRef.name')] };
  const itself = validateTopologyItself(topology, cluster.metadata, admission.gates);
  const read = await readClass(key, ports, signal);
  if (read.failure !== undefined) return { findings: [...itself, unverifiable(classPath, read.failure), ...validateReplicas(topology)] };
  const known = read.found !== undefined && isReconciled(read.found) ? (draftOf(read.found).spec ?? {}) : undefined;
  const change = await validateChange(admission, read.found, ports, signal);
  return {
    findings: [
      ...itself,
      ...(known === undefined ? [] : validateTopologyOfClass(topology, known)),
      ...validateReplicas(topology, known),
      ...change.findings,
    ],
    warnings: [...(known === undefined ? [warningAbout(key, read.found)] : []), ...(change.warnings ?? [])],
  };
}

function warningAbout({ namespace, name }: ObjectKey, found: DeepReadonly<ClusterClass> | undefined): string {
  const what = `Cluster refers to ClusterClass ${namespace}/${name}, but `;
  const then = 'Cluster topology has not been fully validated.';
  return found === undefined
    ? `${what}this ClusterClass does not exist. ${then} The ClusterClass must be created to reconcile the Cluster`
    : `${what}this ClusterClass has not been successfully reconciled. ${then} Please take a look at the ClusterClass status`;
}

async function validateChange(
  admission: Admission<Cluster>,
  clusterClass: DeepReadonly<ClusterClass> | undefined,
  ports: CorePorts,
  signal: AbortSignal,
): Promise<Ruling> {
  const { object, before } = admission;
  if (before === undefined) return { findings: [] };
  if (clusterClass === undefined)
    return { findings: [unverifiable(classPath, 'a Cluster cannot be changed while its ClusterClass does not exist; create it')] };
  const marks = object.metadata.annotations ?? {};
  const oldKey = isDefined(draftOf(before).spec?.topology) ? classKeyOf(before) : undefined;
  if (oldKey === undefined) {
    if (marks[annotations.unsafeClassUpdate] !== undefined) return { findings: [] };
    return { findings: [forbidden(classPath, 'a Cluster that was made without a ClusterClass cannot be given one')] };
  }
  const isUnchecked = marks[annotations.unsafeVersionUpdate] !== undefined;
  return {
    findings: [
      ...(isUnchecked ? [] : await validateVersions(object, before, draftOf(clusterClass).spec ?? {}, { ports, signal })),
      ...(await validateRebase(classKeyOf(object), oldKey, clusterClass, { ports, signal })),
    ],
    warnings: isUnchecked ? [`Version validation is skipped because of annotation ${annotations.unsafeVersionUpdate}`] : [],
  };
}

interface Reading {
  readonly ports: CorePorts;
  readonly signal: AbortSignal;
}

async function validateVersions(
  object: DeepReadonly<Cluster>,
  before: DeepReadonly<Cluster>,
  clusterClass: Draft<ClusterClass['spec']>,
  { ports, signal }: Reading,
): Promise<readonly Finding[]> {
  const [now = '', old = ''] = [draftOf(object).spec?.topology?.version, draftOf(before).spec?.topology?.version];
  if (now === old) return [];
  const pendingHooks = (object.metadata.annotations?.[annotations.pendingHooks] ?? '').split(',');
  const change = { now, before: old, pendingHooks, clusterClass };
  const step = validateVersionStep(change);
  return step.length > 0 ? step : validateUpgraded(change, await ports.observeVersions(before, signal));
}

/** A change to another class keeps the kinds of objects that the Cluster is made of. */
async function validateRebase(
  key: ObjectKey | undefined,
  oldKey: ObjectKey,
  clusterClass: DeepReadonly<ClusterClass>,
  { ports, signal }: Reading,
): Promise<readonly Finding[]> {
  if (key?.name === oldKey.name && key.namespace === oldKey.namespace) return [];
  const old = await ports.findClusterClass(oldKey, signal);
  if (old === undefined) {
    return [
      forbidden(
        classPath,
        `ClusterClass ${oldKey.namespace}/${oldKey.name} does not exist any more, so nobody knows whether it can be exchanged`,
      ),
    ];
  }
  return validateCompatible(draftOf(clusterClass).spec ?? {}, draftOf(old).spec ?? {});
}
