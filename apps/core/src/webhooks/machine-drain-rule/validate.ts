import { findings, invalid, validateSelector, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type MachineDrainRule } from '@capi/api';

/** What a MachineDrainRule may be: an order only among Pods that are drained, and selectors that can be read. */
export function validateMachineDrainRule({ object }: Admission<MachineDrainRule>): Ruling {
  const { drain, machines = [], pods = [] } = draftOf(object).spec ?? {};
  const isDrained = drain?.behavior !== 'Skip' && drain?.behavior !== 'WaitCompleted';
  return findings(
    isDrained || drain.order === undefined
      ? []
      : [invalid('spec.drain.order', drain.order, `must not be set with behavior ${drain.behavior}: only what is drained has an order`)],
    machines.flatMap(({ selector, clusterSelector }, index) => [
      ...validateSelector(`spec.machines[${index}].selector`, selector),
      ...validateSelector(`spec.machines[${index}].clusterSelector`, clusterSelector),
    ]),
    pods.flatMap(({ selector, namespaceSelector }, index) => [
      ...validateSelector(`spec.pods[${index}].selector`, selector),
      ...validateSelector(`spec.pods[${index}].namespaceSelector`, namespaceSelector),
    ]),
  );
}
