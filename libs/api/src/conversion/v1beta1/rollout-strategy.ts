import { kept, nonZero } from '../codecs.ts';
import { mapping, moved, type Mapping } from '../mapping.ts';

/**
 * `strategy` of a MachineDeployment, or of one in a class or topology: in the hub its parts are where they belong.
 * @param maxInFlight where the hub keeps the number of Machines that are remediated at once
 */
export const rolloutStrategy = (maxInFlight: string): Mapping =>
  mapping(
    moved('strategy.type', 'rollout.strategy.type', nonZero),
    moved('strategy.rollingUpdate.maxUnavailable', 'rollout.strategy.rollingUpdate.maxUnavailable', kept),
    moved('strategy.rollingUpdate.maxSurge', 'rollout.strategy.rollingUpdate.maxSurge', kept),
    moved('strategy.rollingUpdate.deletePolicy', 'deletion.order', nonZero),
    moved('strategy.remediation.maxInFlight', maxInFlight, kept),
  );
