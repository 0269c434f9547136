import type { Static } from 'typebox';

import { conditionType, dnsSubdomain } from '../../schema/patterns.ts';
import {
  anything,
  atomicList,
  choice,
  dateTime,
  described,
  flag,
  int32,
  intOrString,
  mapList,
  optional,
  struct,
  text,
  withRules,
} from '../../schema/vocabulary.ts';
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
import { ClassReference, TemplateReference } from '../../shapes/v1beta2/reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { Rollout } from '../machine-deployment/rollout.ts';

const timeoutSeconds = int32('How long the condition must have had that status before the Machine counts as unhealthy.', { minimum: 0 });

/** When a Machine of a topology counts as unhealthy. */
const HealthChecks = struct(
  'When a Machine counts as unhealthy.',
  {
    nodeStartupTimeoutSeconds: optional(
      int32('How long a Machine may take to get its Node; 0 waits for ever, absent means 600.', { minimum: 0 }),
    ),
    unhealthyMachineConditions: optional(
      atomicList(
        'Machine conditions of which any one makes the Machine unhealthy.',
        struct('A status of a Machine condition that is bad when it lasts.', {
          status: choice('Status that is bad.', ['True', 'False', 'Unknown']),
          timeoutSeconds,
          type: withRules(text('Type of the Machine condition.', { minLength: 1, maxLength: 316, pattern: conditionType }), {
            rule: "!(self in ['Ready','Available','HealthCheckSucceeded','OwnerRemediated','ExternallyRemediated'])",
            message: 'conditions that follow from health checks themselves cannot be checked: choose another type',
          }),
        }),
        { minItems: 1, maxItems: 100 },
      ),
    ),
    unhealthyNodeConditions: optional(
      atomicList(
        'Node conditions of which any one makes the Machine unhealthy.',
        struct('A status of a Node condition that is bad when it lasts.', {
          status: text('Status that is bad: True, False or Unknown.', { minLength: 1 }),
          timeoutSeconds,
          type: text('Type of the Node condition.', { minLength: 1 }),
        }),
        { minItems: 1, maxItems: 100 },
      ),
    ),
  },
  { minProperties: 1 },
);

const remediation = {
  templateRef: optional(
    described(TemplateReference, 'Template of the request by which an external remediator is called; the owner remediates when absent.'),
  ),
  triggerIf: optional(
    struct(
      'Remediate only while the number of unhealthy Machines is within these bounds.',
      {
        unhealthyInRange: optional(
          text('Range of unhealthy Machines within which remediation goes on, as in [1-3].', {
            minLength: 1,
            maxLength: 32,
            pattern: '^\\[[0-9]+-[0-9]+\\]$',
          }),
        ),
        unhealthyLessThanOrEqualTo: optional(
          intOrString('Most unhealthy Machines, as a count or a percentage, at which remediation still goes on.'),
        ),
      },
      { minProperties: 1 },
    ),
  ),
};
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
          remediation: optional(struct('What is done about unhealthy Machines.', remediation, { minProperties: 1 })),
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
        remediation: optional(
          struct(
            'What is done about unhealthy Machines.',
            {
              maxInFlight: optional(intOrString('Most Machines, as a count or a percentage, that are being remediated at once.')),
              ...remediation,
            },
            { minProperties: 1 },
          ),
        ),
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
