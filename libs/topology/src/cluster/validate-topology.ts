import {
  invalid,
  validateRollingUpdate,
  validateTaints,
  validateTemplateMetadata,
  validateVersion,
  type Finding,
  type Gates,
} from '@capi/admission';
import { annotations, type ClusterClassSpec, type Draft, type Topology } from '@capi/api';

import { autoscaledReplicas } from './autoscaled-replicas.ts';
import { validateHealthChecks } from './health-checks.ts';
import { validateWorkers } from './workers.ts';

type Annotated = { readonly annotations?: Readonly<Record<string, string>> | undefined } | undefined;

/** What can be said about a topology without its class. */
export const validateTopologyItself = (topology: Draft<Topology>, metadata: Annotated, gates: Gates): readonly Finding[] => [
  ...validateVersion('spec.topology.version', topology.version ?? ''),
  ...validateParts(topology, gates),
  ...validateConcurrency(metadata),
];

/** What the class says about a topology. */
export const validateTopologyOfClass = (topology: Draft<Topology>, clusterClass: Draft<ClusterClassSpec>): readonly Finding[] => [
  ...validateListedVersion(topology, clusterClass),
  ...validateWorkers(topology, clusterClass),
  ...validateHealthChecks(topology, clusterClass),
];

/** Sizes that are written down although an autoscaler decides; the class is absent while nobody knows it. */
export const validateReplicas = autoscaledReplicas;

function validateParts({ controlPlane, workers }: Draft<Topology>, gates: Gates): readonly Finding[] {
  const part = (path: string, { metadata, taints }: Pick<NonNullable<typeof controlPlane>, 'metadata' | 'taints'>): readonly Finding[] => [
    ...validateTemplateMetadata(`${path}.metadata`, metadata),
    ...validateTaints(`${path}.taints`, taints, gates),
  ];
  const at = 'spec.topology.workers';
  return [
    ...part('spec.topology.controlPlane', controlPlane ?? {}),
    ...(workers?.machineDeployments ?? []).flatMap((each) => [
      ...part(`${at}.machineDeployments[${each.name ?? ''}]`, each),
      ...validateRollingUpdate(
        `${at}.machineDeployments[${each.name ?? ''}].rollout.strategy.rollingUpdate`,
        each.rollout?.strategy?.rollingUpdate,
      ),
    ]),
    ...(workers?.machinePools ?? []).flatMap((each) => part(`${at}.machinePools[${each.name ?? ''}]`, each)),
  ];
}

/** A whole number of at least 1 that 64 bits can hold. */
const isCount = (text: string): boolean =>
  /^\+?\d+$/.test(text) && BigInt(text.replace('+', '')) >= 1n && BigInt(text.replace('+', '')) < 2n ** 63n;

/** How many MachineDeployments are upgraded at once. */
function validateConcurrency(metadata: Annotated): readonly Finding[] {
  const name = annotations.topologyUpgradeConcurrency;
  const value = metadata?.annotations?.[name];
  if (value === undefined || isCount(value)) return [];
  return [invalid(`metadata.annotations.${name}`, value, 'must be a whole number of at least 1')];
}

function validateListedVersion(
  { version = '' }: Draft<Topology>,
  { kubernetesVersions = [] }: Draft<ClusterClassSpec>,
): readonly Finding[] {
  if (kubernetesVersions.length === 0 || kubernetesVersions.includes(version)) return [];
  return [invalid('spec.topology.version', version, `must be a version that the ClusterClass lists: ${kubernetesVersions.join(', ')}`)];
}
