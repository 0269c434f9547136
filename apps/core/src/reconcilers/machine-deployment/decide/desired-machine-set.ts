import { annotations, apiVersionOf, finalizers, labels, MachineSet, type MachineDeployment } from '@capi/api';
import { machineSetName, nextRevision, revisionHistory, templateHash } from '@capi/machine-rollout';
import { controllerReference } from '@capi/owner-references';
import { terminal, type DeepReadonly } from '@capi/seams';

import { present } from '../../../json/present.ts';
import type { Observation } from '../observation.ts';
import { limitsOf } from './limits.ts';

/** Annotations of a deployment that its sets do not take over. */
const ownAnnotations: readonly string[] = [
  annotations.lastApplied,
  annotations.revision,
  annotations.revisionHistory,
  annotations.desiredReplicas,
  annotations.maxReplicas,
  annotations.conversionData,
];

/** Name of the set that would be made now. */
export const nameNewSet = ({ deployment, drawn }: Observation): string => machineSetName(deployment.metadata.name, drawn.suffix);

/**
 * A set as it should be, complete, for server-side apply: what replaces Machines is kept from the set, everything else comes from
 * the deployment.
 * @param live the set as it is; absent for one that has to be made
 * @see upstream v1.14.0 core/reconcilers/machinedeployment, computeDesiredMS (behaviour)
 */
export function desiredMachineSet(
  seen: Observation,
  live: DeepReadonly<MachineSet> | undefined,
  { replicas, isCurrent }: { readonly replicas: number; readonly isCurrent: boolean },
): DeepReadonly<MachineSet> {
  const { deployment } = seen;
  const { spec } = deployment;
  const hash = hashLabel(seen, live);
  const templateLabels = { ...spec.template.metadata?.labels, [labels.machineTemplateHash]: hash };
  const { version, bootstrap, infrastructureRef, failureDomain } = (live?.spec ?? spec).template.spec;
  return {
    apiVersion: apiVersionOf(MachineSet),
    kind: MachineSet.kind,
    metadata: {
      ...present({ uid: live?.metadata.uid, namespace: deployment.metadata.namespace }),
      name: live?.metadata.name ?? nameNewSet(seen),
      labels: { ...templateLabels, [labels.deploymentName]: deployment.metadata.name, [labels.clusterName]: spec.clusterName },
      annotations: annotationsFor(seen, live, isCurrent),
      finalizers: [finalizers.machineSet],
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      ...present({ deletion: spec.deletion, machineNaming: spec.machineNaming }),
      clusterName: spec.clusterName,
      replicas,
      selector: live?.spec.selector ?? {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, [labels.machineTemplateHash]: hash },
      },
      template: {
        metadata: { labels: templateLabels, ...present({ annotations: spec.template.metadata?.annotations }) },
        spec: {
          ...inPlaceFields(spec.template.spec),
          clusterName: spec.clusterName,
          bootstrap,
          infrastructureRef,
          ...present({ version, failureDomain }),
        },
      },
    },
  };
}

/** What reaches existing Machines without replacing them. */
const inPlaceFields = (template: DeepReadonly<MachineDeployment>['spec']['template']['spec']) =>
  present({
    deletion: template.deletion,
    minReadySeconds: template.minReadySeconds,
    readinessGates: template.readinessGates,
    taints: template.taints,
  });

function hashLabel({ deployment, drawn }: Observation, live: DeepReadonly<MachineSet> | undefined): string {
  if (live === undefined) {
    const { metadata: _inPlace, ...replacing } = deployment.spec.template;
    return `${templateHash(replacing)}-${drawn.suffix}`;
  }
  const hash = live.metadata.labels?.[labels.machineTemplateHash];
  if (hash === undefined) {
    throw terminal({
      action: 'update the MachineSet',
      object: `MachineSet ${live.metadata.namespace}/${live.metadata.name}`,
      why: `it has lost its label ${labels.machineTemplateHash}`,
      hint: 'put the label back as in spec.selector.matchLabels',
    });
  }
  return hash;
}

function annotationsFor(seen: Observation, live: DeepReadonly<MachineSet> | undefined, isCurrent: boolean): Record<string, string> {
  const { deployment, sets } = seen;
  const replicas = deployment.spec.replicas ?? 1;
  const before = live?.metadata.annotations ?? {};
  const others = sets.filter(({ machineSet }) => machineSet.metadata.name !== live?.metadata.name);
  const own = before[annotations.revision];
  const revision = isCurrent
    ? nextRevision(
        own,
        others.map(({ machineSet }) => machineSet.metadata.annotations?.[annotations.revision]),
      )
    : own;
  const isOnDelete = deployment.spec.rollout?.strategy?.type === 'OnDelete';
  return {
    ...Object.fromEntries(Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.includes(key))),
    ...present({
      [annotations.revision]: revision,
      [annotations.revisionHistory]:
        revision === undefined ? undefined : revisionHistory(before[annotations.revisionHistory], own, revision),
    }),
    [annotations.desiredReplicas]: String(replicas),
    [annotations.maxReplicas]: String(replicas + limitsOf(seen).surge),
    [annotations.disableMachineCreate]: String(isOnDelete && !isCurrent),
  };
}
