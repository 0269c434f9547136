import type { Static } from 'typebox';

import { atomicList, described, flag, mapList, optional, struct, text } from '../../schema/vocabulary.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { HealthCheckRemediation, HealthChecks, WorkerRemediation } from '../../shapes/v1beta2/health-check.ts';
import {
  deletionOrder,
  failureDomain,
  Gate,
  MachineDeletion,
  minReadySeconds,
  nodeTimeouts,
  observedGeneration,
  readinessGates,
  taints,
} from '../../shapes/v1beta2/machine.ts';
import { TemplateReference } from '../../shapes/v1beta2/reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { RolloutStrategy } from '../machine-deployment/rollout.ts';
import { ClusterClassPatch } from './patches.ts';
import { VariableSchema } from './variable-schema.ts';

/** What fields mean that v1beta1 has with other bounds. */
export const meanings = {
  bootstrap: 'Where the bootstrap data of the Machines comes from.',
  infrastructure: 'Where the infrastructure of the Machines comes from.',
  availabilityGates: 'Further conditions on Clusters of this class that must be good before they count as Available.',
  kubernetesVersions: 'Versions that Clusters of this class may have, lowest first; upgrades go through each of them in turn.',
  machineDeployments: 'Classes that MachineDeployments of a topology can be made from.',
  machinePools: 'Classes that MachinePools of a topology can be made from.',
  patches: 'Changes to the templates, made for each Cluster in this order.',
  variables: 'Variables to which Clusters give values and which patches use.',
} as const;

const reference = (meaning: string) => described(TemplateReference, meaning);
const templateHolder = (meaning: string) =>
  struct(meaning, { templateRef: reference('Template that is copied for each Cluster of the class.') });
const namingTemplate = (meaning: string) =>
  optional(struct('How the objects made from this are named.', { template: nameTemplate(meaning) }, { minProperties: 1 }));

/** A Go template for names; `meaning` says which values it may use. */
export const nameTemplate = (meaning: string) => optional(text(meaning, { minLength: 1, maxLength: 1024 }));
export const namingMeanings = {
  infrastructure: 'Go template over .cluster.name and .random; {{ .cluster.name }}-{{ .random }} when absent.',
  controlPlane: 'Go template over .cluster.name and .random; {{ .cluster.name }}-{{ .random }} when absent.',
  machineDeployment: 'Go template over .cluster.name, .machineDeployment.topologyName and .random; all three joined by dashes when absent.',
  machinePool: 'Go template over .cluster.name, .machinePool.topologyName and .random; all three joined by dashes when absent.',
} as const;

export const workerClassName = text('Name by which topologies refer to this class; unique among its kind.', {
  minLength: 1,
  maxLength: 256,
});

const ControlPlaneClass = struct('What the control planes of Clusters of this class are made from.', {
  deletion: optional(MachineDeletion),
  healthCheck: optional(
    struct(
      'Health checks for control-plane Machines; a topology may say otherwise.',
      { checks: optional(HealthChecks), remediation: optional(HealthCheckRemediation) },
      { minProperties: 1 },
    ),
  ),
  machineInfrastructure: optional(
    templateHolder('Infrastructure of control-plane Machines; absent when the control plane has no Machines of its own.'),
  ),
  metadata: optional(TemplateMetadata),
  naming: namingTemplate(namingMeanings.controlPlane),
  readinessGates: optional(readinessGates),
  taints: optional(taints),
  templateRef: reference('Template of the control-plane object.'),
});

/** A class of MachineDeployments. */
export const MachineDeploymentClass = struct('What a MachineDeployment of a topology is made from.', {
  bootstrap: templateHolder(meanings.bootstrap),
  class: workerClassName,
  deletion: optional(
    struct(
      'How Machines are chosen for deletion, and how patient it is with their Nodes.',
      { ...nodeTimeouts, order: deletionOrder },
      { minProperties: 1 },
    ),
  ),
  failureDomain: optional(failureDomain('Failure domain for the Machines; a topology may name another.')),
  healthCheck: optional(
    struct(
      'Health checks for the Machines; a topology may say otherwise.',
      {
        checks: optional(HealthChecks),
        remediation: optional(WorkerRemediation),
      },
      { minProperties: 1 },
    ),
  ),
  infrastructure: templateHolder(meanings.infrastructure),
  metadata: optional(TemplateMetadata),
  minReadySeconds: optional(minReadySeconds),
  naming: namingTemplate(namingMeanings.machineDeployment),
  readinessGates: optional(readinessGates),
  rollout: optional(struct('How outdated Machines are replaced.', { strategy: optional(RolloutStrategy) }, { minProperties: 1 })),
  taints: optional(taints),
});
export type MachineDeploymentClass = Static<typeof MachineDeploymentClass>;

/** A class of MachinePools. */
export const MachinePoolClass = struct('What a MachinePool of a topology is made from.', {
  bootstrap: templateHolder(meanings.bootstrap),
  class: workerClassName,
  deletion: optional(MachineDeletion),
  failureDomains: optional(
    atomicList('Failure domains that the pool may use; a topology may name others.', failureDomain('A failure domain.'), {
      maxItems: 100,
    }),
  ),
  infrastructure: templateHolder(meanings.infrastructure),
  metadata: optional(TemplateMetadata),
  minReadySeconds: optional(minReadySeconds),
  naming: namingTemplate(namingMeanings.machinePool),
  taints: optional(taints),
});
export type MachinePoolClass = Static<typeof MachinePoolClass>;

export const variableName = text('Name of the variable; builtin is taken.', { minLength: 1, maxLength: 256 });
export const requiredFlag = flag('Whether Clusters must give a value.');
const deprecatedMetadata = optional(described(TemplateMetadata, 'What v1beta1 kept as metadata of the variable; not used.'));

/** A variable of a ClusterClass. */
export const ClusterClassVariable = struct('A variable to which Clusters give values.', {
  deprecatedV1Beta1Metadata: deprecatedMetadata,
  name: variableName,
  required: requiredFlag,
  schema: VariableSchema,
});
export type ClusterClassVariable = Static<typeof ClusterClassVariable>;

export const kubernetesVersions = optional(
  atomicList(meanings.kubernetesVersions, text('A Kubernetes version, with a leading v.', { minLength: 1, maxLength: 256 }), {
    minItems: 1,
    maxItems: 100,
  }),
);

/** How Clusters are upgraded; the same in every version. */
export const Upgrade = struct(
  'How Clusters of this class are upgraded.',
  {
    external: optional(
      struct(
        'A runtime extension that plans upgrades.',
        {
          generateUpgradePlanExtension: optional(
            text('Extension that names the versions an upgrade goes through; excludes kubernetesVersions.', {
              minLength: 1,
              maxLength: 512,
            }),
          ),
        },
        { minProperties: 1 },
      ),
    ),
  },
  { minProperties: 1 },
);

/** `spec` of a ClusterClass. */
export const ClusterClassSpec = struct('The class: what Clusters are made from.', {
  availabilityGates: optional(mapList(meanings.availabilityGates, ['conditionType'], Gate, { minItems: 1, maxItems: 32 })),
  controlPlane: ControlPlaneClass,
  infrastructure: struct('What the surroundings of Clusters of this class are made from.', {
    naming: namingTemplate(namingMeanings.infrastructure),
    templateRef: reference('Template of the infrastructure cluster.'),
  }),
  kubernetesVersions,
  patches: optional(atomicList(meanings.patches, ClusterClassPatch, { minItems: 1, maxItems: 1000 })),
  upgrade: optional(Upgrade),
  variables: optional(atomicList(meanings.variables, ClusterClassVariable, { minItems: 1, maxItems: 1000 })),
  workers: optional(
    struct(
      'Classes of workers.',
      {
        machineDeployments: optional(
          mapList(meanings.machineDeployments, ['class'], MachineDeploymentClass, { minItems: 1, maxItems: 100 }),
        ),
        machinePools: optional(mapList(meanings.machinePools, ['class'], MachinePoolClass, { minItems: 1, maxItems: 100 })),
      },
      { minProperties: 1 },
    ),
  ),
});
export type ClusterClassSpec = Static<typeof ClusterClassSpec>;

export const definitionSource = text('Where the definition comes from: inline, or the name of the patch whose extension has it.', {
  minLength: 1,
  maxLength: 256,
});
export const definitionsConflict = optional(flag('Whether definitions of the variable contradict each other.'));

/** `status` of a ClusterClass. */
export const ClusterClassStatus = struct(
  'What was last seen of the class.',
  {
    conditions: optional(conditions('Statements about the ClusterClass.')),
    deprecated: deprecatedConditions,
    observedGeneration: optional(observedGeneration),
    variables: optional(
      atomicList(
        'Variables of the class, those of extensions included.',
        struct('A variable and all its definitions.', {
          definitions: atomicList(
            'Definitions of the variable, by where they come from.',
            struct('A definition of the variable.', {
              deprecatedV1Beta1Metadata: deprecatedMetadata,
              from: definitionSource,
              required: requiredFlag,
              schema: VariableSchema,
            }),
            { minItems: 1, maxItems: 100 },
          ),
          definitionsConflict,
          name: variableName,
        }),
        { maxItems: 1000 },
      ),
    ),
  },
  { minProperties: 1 },
);
export type ClusterClassStatus = Static<typeof ClusterClassStatus>;
