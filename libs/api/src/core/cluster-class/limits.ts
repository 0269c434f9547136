import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What v1beta1 ClusterClasses cannot keep or say. */
export const v1beta1Limits: ConversionLimits = {
  lost: [
    limit(
      'a reference that is absent is shown with the namespace of the ClusterClass, as upstream does',
      'spec.controlPlane.ref.namespace',
      'spec.infrastructure.ref.namespace',
    ),
  ],
  refused: [
    limit('v1beta2 wants both, with their templates', 'spec.controlPlane', 'spec.infrastructure'),
    limit('v1beta2 wants a type wherever there is a strategy', 'spec.workers.machineDeployments[].rollout.strategy'),
    limit('v1beta2 wants patches to say which templates they match', 'spec.patches[].definitions[].selector'),
  ],
};
