import type { Static } from 'typebox';

import { dnsSubdomain } from '../../schema/patterns.ts';
import { anything, atomicList, dateTime, flag, int32, mapList, optional, struct, text } from '../../schema/vocabulary.ts';
import { HealthCheckRemediation, HealthChecks, WorkerRemediation } from '../../shapes/v1beta2/health-check.ts';
import {
  deletionOrder,
  failureDomain,
  kubernetesVersion,
  MachineDeletion,
  minReadySeconds,
  nodeTimeouts,
  readinessGates,
  taints,
} from '../../shapes/v1beta2/machine.ts';
import { ClassReference } from '../../shapes/v1beta2/reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { Rollout } from '../machine-deployment/rollout.ts';

const enabled = optional(flag('Switches health checks on or off; absent leaves it to the class.'));

/** A value for a variable that the ClusterClass defines. */
const Variable = struct('A value for a variable of the class.', {
  name: text('Name of the variable.', { minLength: 1, maxLength: 256 }),
  value: anything('Value of the variable, in the shape that the class asks for.'),
});
const variableList = (meaning: string) => mapList(meaning, ['name'], Variable, { minItems: 1, maxItems: 1000 });
const variables = struct(
  'Values for variables of the class that hold for this part only.',
  { overrides: optional(variableList('Values that replace those of the Cluster for this part.')) },
  { minProperties: 1 },
);

const topologyName = text('Name by which the topology knows this part; unique among its kind.', {
  minLength: 1,
  maxLength: 63,
  pattern: dnsSubdomain,
});
const className = text('Class, among those of the ClusterClass, that this part is made from.', { minLength: 1, maxLength: 256 });
const workerReplicas = int32('Machines wanted; left to an autoscaler or the default when absent.');

const ControlPlaneTopology = struct(
  'The control plane of the topology.',
  {
    deletion: optional(MachineDeletion),
    healthCheck: optional(
      struct(
        'Health checks for control-plane Machines.',
        {
          checks: optional(HealthChecks),
          enabled,
          remediation: optional(HealthCheckRemediation),
        },
        { minProperties: 1 },
      ),
    ),
    metadata: optional(TemplateMetadata),
    readinessGates: optional(readinessGates),
    replicas: optional(int32('Control-plane Machines wanted; absent when the control plane has no Machines of its own.')),
    rollout: optional(
      struct(
        'When control-plane Machines are replaced.',
        { after: optional(dateTime('Machines made before this moment are replaced once it has come.')) },
        { minProperties: 1 },
      ),
    ),
    taints: optional(taints),
    variables: optional(variables),
  },
  { minProperties: 1 },
);

const MachineDeploymentTopology = struct('A MachineDeployment of the topology.', {
  class: className,
  deletion: optional(
    struct(
      'How Machines are chosen for deletion, and how patient it is with their Nodes.',
      { ...nodeTimeouts, order: deletionOrder },
      { minProperties: 1 },
    ),
  ),
  failureDomain: optional(failureDomain('Failure domain for the Machines; that of the class when absent.')),
  healthCheck: optional(
    struct(
      'Health checks for the Machines.',
      {
        checks: optional(HealthChecks),
        enabled,
        remediation: optional(WorkerRemediation),
      },
      { minProperties: 1 },
    ),
  ),
  metadata: optional(TemplateMetadata),
  minReadySeconds: optional(minReadySeconds),
  name: topologyName,
  readinessGates: optional(readinessGates),
  replicas: optional(workerReplicas),
  rollout: optional(Rollout),
  taints: optional(taints),
  variables: optional(variables),
});

const MachinePoolTopology = struct('A MachinePool of the topology.', {
  class: className,
  deletion: optional(MachineDeletion),
  failureDomains: optional(
    atomicList('Failure domains that the pool may use; those of the class when absent.', failureDomain('A failure domain.'), {
      minItems: 1,
      maxItems: 100,
    }),
  ),
  metadata: optional(TemplateMetadata),
  minReadySeconds: optional(minReadySeconds),
  name: topologyName,
  replicas: optional(workerReplicas),
  taints: optional(taints),
  variables: optional(variables),
});

/** `spec.topology`: a Cluster made from a ClusterClass. */
export const Topology = struct('The Cluster as a ClusterClass shapes it; absent when its parts are written by hand.', {
  classRef: ClassReference,
  controlPlane: optional(ControlPlaneTopology),
  variables: optional(variableList('Values for the variables of the class.')),
  version: kubernetesVersion('Kubernetes version of the whole Cluster, with a leading v.'),
  workers: optional(
    struct(
      'The workers of the topology.',
      {
        machineDeployments: optional(
          mapList('MachineDeployments of the topology.', ['name'], MachineDeploymentTopology, { minItems: 1, maxItems: 2000 }),
        ),
        machinePools: optional(mapList('MachinePools of the topology.', ['name'], MachinePoolTopology, { minItems: 1, maxItems: 2000 })),
      },
      { minProperties: 1 },
    ),
  ),
});
export type Topology = Static<typeof Topology>;
