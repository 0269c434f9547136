import { limit, shownCounters, type ConversionLimits } from '../../schema/conversion-limits.ts';

const counters = ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'].map((name) => `status.deprecated.v1beta1.${name}`);
const shown = shownCounters('status.replicas', ...counters);
const template = limit('v1beta2 wants a template with all that a Machine needs', 'spec.template');

/** What v1beta1 MachineSets cannot say. */
export const v1beta1Limits: ConversionLimits = {
  changed: [shown, limit('0 is as good as absent', 'spec.template.spec.minReadySeconds')],
  refused: [template],
};

/** What v1alpha2 MachineSets cannot say. */
export const v1alpha2Limits: ConversionLimits = {
  changed: [shown],
  refused: [template, limit('the name of the Cluster was a label, which could be left out', 'spec.clusterName')],
};
