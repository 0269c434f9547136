import { limit, shownCounters, type ConversionLimits } from '../../schema/conversion-limits.ts';

const counters = ['updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'];
const changed = [shownCounters('status.replicas', ...counters.map((name) => `status.deprecated.v1beta1.${name}`))];
const template = limit('v1beta2 wants a template with all that a Machine needs', 'spec.template');
const strategyType = limit('v1beta2 wants a type wherever there is a strategy', 'spec.rollout.strategy');

/** What v1beta1 MachineDeployments cannot keep or say. */
export const v1beta1Limits: ConversionLimits = {
  lost: [
    limit(
      'they never did anything and are dropped for good, as upstream does',
      'spec.revisionHistoryLimit',
      'spec.progressDeadlineSeconds',
    ),
  ],
  changed,
  refused: [template, strategyType],
};

/** What v1alpha2 MachineDeployments cannot say. */
export const v1alpha2Limits: ConversionLimits = {
  changed,
  refused: [template, strategyType, limit('the name of the Cluster was a label, which could be left out', 'spec.clusterName')],
};
