import { described, int32, mapList, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { healthCheck } from '../../shapes/v1beta1/health-check.ts';
import { MachineDeploymentStrategy } from '../../shapes/v1beta1/machine-deployment-strategy.ts';
import { nodeTimeouts, observedGeneration, readinessGates } from '../../shapes/v1beta1/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { failureDomain, Gate, taints } from '../../shapes/v1beta2/machine.ts';
import { OldClusterClassPatch } from './patches.ts';
import {
  definitionsConflict,
  definitionSource,
  kubernetesVersions,
  meanings,
  nameTemplate,
  namingMeanings,
  requiredFlag,
  Upgrade,
  variableName,
  workerClassName,
} from './v1beta2.ts';
import { OldVariableSchema } from './variable-schema.ts';

const ref = (meaning: string) => described(ObjectReference, meaning);
const templateHolder = (meaning: string) => struct(meaning, { ref: ref('Template that is copied for each Cluster of the class.') });
const namingStrategy = (meaning: string) =>
  optional(struct('How the objects made from this are named.', { template: nameTemplate(meaning) }));
const minReadySeconds = optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.'));

const WorkerTemplate = struct('What the Machines are made from.', {
  bootstrap: templateHolder(meanings.bootstrap),
  infrastructure: templateHolder(meanings.infrastructure),
  metadata: optional(TemplateMetadata),
});

const ControlPlaneClass = struct('What the control planes of Clusters of this class are made from.', {
  machineHealthCheck: optional(struct('Health checks for control-plane Machines; a topology may say otherwise.', healthCheck)),
  machineInfrastructure: optional(
    templateHolder('Infrastructure of control-plane Machines; absent when the control plane has no Machines of its own.'),
  ),
  metadata: optional(TemplateMetadata),
  namingStrategy: namingStrategy(namingMeanings.controlPlane),
  ...nodeTimeouts,
  readinessGates: optional(readinessGates),
  ref: ref('Template of the control-plane object.'),
  taints: optional(taints),
});

const MachineDeploymentClass = struct('What a MachineDeployment of a topology is made from.', {
  class: workerClassName,
  failureDomain: optional(failureDomain('Failure domain for the Machines; a topology may name another.')),
  machineHealthCheck: optional(struct('Health checks for the Machines; a topology may say otherwise.', healthCheck)),
  minReadySeconds,
  namingStrategy: namingStrategy(namingMeanings.machineDeployment),
  ...nodeTimeouts,
  readinessGates: optional(readinessGates),
  strategy: optional(MachineDeploymentStrategy),
  taints: optional(taints),
  template: WorkerTemplate,
});

const MachinePoolClass = struct('What a MachinePool of a topology is made from.', {
  class: workerClassName,
  failureDomains: optional(
    plainList('Failure domains that the pool may use; a topology may name others.', failureDomain('A failure domain.'), {
      maxItems: 100,
    }),
  ),
  minReadySeconds,
  namingStrategy: namingStrategy(namingMeanings.machinePool),
  ...nodeTimeouts,
  taints: optional(taints),
  template: WorkerTemplate,
});

const variableMetadata = optional(described(TemplateMetadata, 'Labels and annotations of the variable, for the tools that show it.'));

/** `spec` of a ClusterClass in v1beta1. */
export const ClusterClassSpec = struct('The class: what Clusters are made from.', {
  availabilityGates: optional(mapList(meanings.availabilityGates, ['conditionType'], Gate, { maxItems: 32 })),
  controlPlane: optional(ControlPlaneClass),
  infrastructure: optional(templateHolder('What the surroundings of Clusters of this class are made from.')),
  infrastructureNamingStrategy: namingStrategy(namingMeanings.infrastructure),
  kubernetesVersions,
  patches: optional(plainList(meanings.patches, OldClusterClassPatch, { maxItems: 1000 })),
  upgrade: optional(Upgrade),
  variables: optional(
    plainList(
      meanings.variables,
      struct('A variable to which Clusters give values.', {
        metadata: variableMetadata,
        name: variableName,
        required: requiredFlag,
        schema: OldVariableSchema,
      }),
      { maxItems: 1000 },
    ),
  ),
  workers: optional(
    struct('Classes of workers.', {
      machineDeployments: optional(mapList(meanings.machineDeployments, ['class'], MachineDeploymentClass, { maxItems: 100 })),
      machinePools: optional(mapList(meanings.machinePools, ['class'], MachinePoolClass, { maxItems: 100 })),
    }),
  ),
});

/** `status` of a ClusterClass in v1beta1. */
export const ClusterClassStatus = struct('What was last seen of the class.', {
  conditions: statusConditions,
  observedGeneration,
  v1beta2: newStatus({}),
  variables: optional(
    plainList(
      'Variables of the class, those of extensions included.',
      struct('A variable and all its definitions.', {
        definitions: zeroIs(
          'kept',
          plainList(
            'Definitions of the variable, by where they come from.',
            struct('A definition of the variable.', {
              from: definitionSource,
              metadata: variableMetadata,
              required: requiredFlag,
              schema: OldVariableSchema,
            }),
            { maxItems: 100 },
          ),
        ),
        definitionsConflict,
        name: variableName,
      }),
      { maxItems: 1000 },
    ),
  ),
});
