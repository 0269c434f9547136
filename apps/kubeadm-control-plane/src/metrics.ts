import type { Metrics } from '@capi/controller-runtime';

/** What this provider counts beside what every controller counts. */
export interface StepMetrics {
  /** A step was taken. */
  taken(step: string, succeeded: boolean): void;
}

export function stepMetrics(metrics: Metrics): StepMetrics {
  const steps = metrics.counter({
    name: 'capi_kubeadmcontrolplane_steps_total',
    help: 'Steps that changed a control plane or what belongs to it, by what they did and how they went.',
    labels: ['step', 'result'],
  });
  return { taken: (step, succeeded) => steps.add({ step, result: succeeded ? 'success' : 'error' }) };
}
