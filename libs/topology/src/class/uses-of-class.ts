import { forbidden, isDefined, type Finding } from '@capi/admission';
import { draftOf, type Cluster, type ClusterClassSpec, type Draft } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { autoscaledReplicas } from '../cluster/autoscaled-replicas.ts';

type Spec = Draft<ClusterClassSpec>;
type Users = readonly DeepReadonly<Cluster>[];

/** What a change of a class would break in the Clusters that are made from it. */
export const validateUses = (now: Spec, before: Spec, users: Users): readonly Finding[] => [
  ...versionsStillListed(now, users),
  ...workersStillThere('machineDeployments', now, before, users),
  ...workersStillThere('machinePools', now, before, users),
  ...controlPlaneCheckStillThere(now, before, users),
  ...workerChecksStillThere(now, before, users),
  ...users.flatMap((cluster) => autoscaledReplicas(draftOf(cluster).spec?.topology ?? {}, now)),
];

const nameOf = ({ metadata }: DeepReadonly<Cluster>): string => `${metadata.namespace}/${metadata.name}`;

const versionsStillListed = ({ kubernetesVersions = [] }: Spec, users: Users): readonly Finding[] =>
  kubernetesVersions.length === 0
    ? []
    : users.flatMap((cluster) => {
        const version = draftOf(cluster).spec?.topology?.version ?? '';
        if (kubernetesVersions.includes(version)) return [];
        return [forbidden('spec.kubernetesVersions', `must list ${version}, which Cluster ${nameOf(cluster)} runs`)];
      });

function workersStillThere(list: 'machineDeployments' | 'machinePools', now: Spec, before: Spec, users: Users): readonly Finding[] {
  const classesOf = (spec: Spec): readonly string[] => (spec.workers?.[list] ?? []).map((each) => each.class ?? '');
  const kept = classesOf(now);
  const removed = new Set(classesOf(before).filter((name) => !kept.includes(name)));
  return users.flatMap((cluster) => {
    const used = (draftOf(cluster).spec?.topology?.workers?.[list] ?? []).filter((each) => removed.has(each.class ?? ''));
    return used.map((each) =>
      forbidden(`spec.workers.${list}`, `class ${each.class} is used by ${each.name} of Cluster ${nameOf(cluster)} and cannot be removed`),
    );
  });
}

function controlPlaneCheckStillThere(now: Spec, before: Spec, users: Users): readonly Finding[] {
  if (!isDefined(before.controlPlane?.healthCheck) || isDefined(now.controlPlane?.healthCheck)) return [];
  return users
    .filter((cluster) => dependsOnClass(draftOf(cluster).spec?.topology?.controlPlane?.healthCheck))
    .map((cluster) => forbidden('spec.controlPlane.healthCheck', `is what Cluster ${nameOf(cluster)} enables and cannot be removed`));
}

function workerChecksStillThere(now: Spec, before: Spec, users: Users): readonly Finding[] {
  const kept = new Map((now.workers?.machineDeployments ?? []).map((each) => [each.class, each]));
  const removed = (before.workers?.machineDeployments ?? []).filter(
    (each) => isDefined(each.healthCheck) && kept.has(each.class) && !isDefined(kept.get(each.class)?.healthCheck),
  );
  return removed.flatMap(({ class: name }) =>
    users.flatMap((cluster) =>
      (draftOf(cluster).spec?.topology?.workers?.machineDeployments ?? [])
        .filter((each) => each.class === name && dependsOnClass(each.healthCheck))
        .map((each) =>
          forbidden(
            `spec.workers.machineDeployments[${name ?? ''}].healthCheck`,
            `is what ${each.name} of Cluster ${nameOf(cluster)} enables and cannot be removed`,
          ),
        ),
    ),
  );
}

/** Health checks that are switched on without saying what is checked. */
const dependsOnClass = (healthCheck: { enabled?: boolean | undefined; checks?: unknown; remediation?: unknown } | undefined): boolean =>
  healthCheck?.enabled === true && !isDefined(healthCheck.checks) && !isDefined(healthCheck.remediation);
