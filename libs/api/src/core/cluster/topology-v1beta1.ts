import { dnsLabel } from '../../schema/patterns.ts';
import { anything, dateTime, flag, int32, mapList, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { healthCheck } from '../../shapes/v1beta1/health-check.ts';
import { MachineDeploymentStrategy } from '../../shapes/v1beta1/machine-deployment-strategy.ts';
import { nodeTimeouts, readinessGates } from '../../shapes/v1beta1/machine.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { failureDomain, kubernetesVersion, taints } from '../../shapes/v1beta2/machine.ts';

const Variable = struct('A value for a variable of the class.', {
  definitionFrom: optional(text('Which definition of the variable is meant; not used any more.', { maxLength: 256 })),
  name: text('Name of the variable.', { minLength: 1, maxLength: 256 }),
  value: anything('Value of the variable, in the shape that the class asks for.'),
});
const variableList = (meaning: string) => optional(mapList(meaning, ['name'], Variable, { maxItems: 1000 }));
const variables = optional(
  struct('Values for variables of the class that hold for this part only.', {
    overrides: variableList('Values that replace those of the Cluster for this part.'),
  }),
);

const machineHealthCheck = optional(
  struct('Health checks for the Machines.', {
    enable: optional(flag('Switches health checks on or off; absent leaves it to the class.')),
    ...healthCheck,
  }),
);
const rollout = (meaning: string) =>
  optional(
    struct(meaning, { after: optional(dateTime('Machines made before this moment are replaced once it has come.')) }, { minProperties: 1 }),
  );
const className = text('Class, among those of the ClusterClass, that this part is made from.', { minLength: 1, maxLength: 256 });
const topologyName = text('Name by which the topology knows this part; unique among its kind.', { minLength: 1, maxLength: 63 });
const workerReplicas = optional(int32('Machines wanted; left to an autoscaler or the default when absent.'));
const minReadySeconds = optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.'));

const ControlPlaneTopology = struct('The control plane of the topology.', {
  machineHealthCheck,
  metadata: optional(TemplateMetadata),
  ...nodeTimeouts,
  readinessGates: optional(readinessGates),
  replicas: optional(int32('Control-plane Machines wanted; absent when the control plane has no Machines of its own.')),
  rollout: rollout('When control-plane Machines are replaced.'),
  taints: optional(taints),
  variables,
});

const MachineDeploymentTopology = struct('A MachineDeployment of the topology.', {
  class: className,
  failureDomain: optional(failureDomain('Failure domain for the Machines; that of the class when absent.')),
  machineHealthCheck,
  metadata: optional(TemplateMetadata),
  minReadySeconds,
  name: topologyName,
  ...nodeTimeouts,
  readinessGates: optional(readinessGates),
  replicas: workerReplicas,
  rollout: rollout('When the Machines are replaced.'),
  strategy: optional(MachineDeploymentStrategy),
  taints: optional(taints),
  variables,
});

const MachinePoolTopology = struct('A MachinePool of the topology.', {
  class: className,
  failureDomains: optional(
    plainList('Failure domains that the pool may use; those of the class when absent.', failureDomain('A failure domain.'), {
      maxItems: 100,
    }),
  ),
  metadata: optional(TemplateMetadata),
  minReadySeconds,
  name: topologyName,
  ...nodeTimeouts,
  replicas: workerReplicas,
  taints: optional(taints),
  variables,
});

/** `spec.topology` in v1beta1. */
export const Topology = struct('The Cluster as a ClusterClass shapes it; absent when its parts are written by hand.', {
  class: text('Name of the ClusterClass.', { minLength: 1, maxLength: 253 }),
  classNamespace: optional(
    text('Namespace of the ClusterClass; that of the Cluster when absent.', { minLength: 1, maxLength: 63, pattern: dnsLabel }),
  ),
  controlPlane: optional(ControlPlaneTopology),
  rolloutAfter: optional(dateTime('Not used: neither today nor when it was introduced.')),
  variables: variableList('Values for the variables of the class.'),
  version: kubernetesVersion('Kubernetes version of the whole Cluster, with a leading v.'),
  workers: optional(
    struct('The workers of the topology.', {
      machineDeployments: optional(mapList('MachineDeployments of the topology.', ['name'], MachineDeploymentTopology, { maxItems: 2000 })),
      machinePools: optional(mapList('MachinePools of the topology.', ['name'], MachinePoolTopology, { maxItems: 2000 })),
    }),
  ),
});
