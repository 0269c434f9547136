import { limit, sortedFailureDomains, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What v1beta1 Clusters cannot keep or say. */
export const v1beta1Limits: ConversionLimits = {
  lost: [
    limit('it never did anything and is dropped for good, as upstream does', 'spec.topology.rolloutAfter'),
    limit(
      'variables are no longer told apart by where they are defined',
      'spec.topology.variables[].definitionFrom',
      'spec.topology.controlPlane.variables.overrides[].definitionFrom',
      'spec.topology.workers.machineDeployments[].variables.overrides[].definitionFrom',
      'spec.topology.workers.machinePools[].variables.overrides[].definitionFrom',
    ),
  ],
  changed: [sortedFailureDomains('status.failureDomains')],
  refused: [
    limit(
      'v1beta2 wants names that Kubernetes objects can have',
      'spec.topology.classRef.name',
      'spec.topology.workers.machineDeployments[].name',
      'spec.topology.workers.machinePools[].name',
    ),
    limit('v1beta2 wants a type wherever there is a strategy', 'spec.topology.workers.machineDeployments[].rollout.strategy'),
  ],
};
