import type { Static } from 'typebox';

import { atomicList, choice, described, int32, optional, struct, withRules } from '../../schema/vocabulary.ts';
import { LabelSelector } from '../../shapes/v1beta2/machine.ts';

const distinct = { rule: 'self.all(x, self.exists_one(y, x == y))', message: 'each entry may appear only once' } as const;

const machines = withRules(
  atomicList(
    'Machines that the rule applies to, by any of these; all Machines of the namespace when absent.',
    struct(
      'Machines that both selectors match.',
      {
        clusterSelector: optional(described(LabelSelector, 'Labels of the Clusters whose Machines are meant; all when absent.')),
        selector: optional(described(LabelSelector, 'Labels of the Machines that are meant; all when absent.')),
      },
      { minProperties: 1 },
    ),
    { minItems: 1, maxItems: 32 },
  ),
  distinct,
);

const pods = withRules(
  atomicList(
    'Pods that the rule applies to, by any of these; all Pods when absent.',
    struct(
      'Pods that both selectors match.',
      {
        namespaceSelector: optional(described(LabelSelector, 'Labels of the namespaces whose Pods are meant; all when absent.')),
        selector: optional(described(LabelSelector, 'Labels of the Pods that are meant; all when absent.')),
      },
      { minProperties: 1 },
    ),
    { minItems: 1, maxItems: 32 },
  ),
  distinct,
);

/** `spec` of a MachineDrainRule, the same in v1beta1. */
export const MachineDrainRuleSpec = struct('How the Pods of some Machines are treated when those are drained.', {
  drain: struct('What is done with the Pods.', {
    behavior: choice('Drain evicts the Pods, Skip leaves them alone, WaitCompleted waits for them to end by themselves.', [
      'Drain',
      'Skip',
      'WaitCompleted',
    ]),
    order: optional(int32('Pods of a lower order go first, and the next order waits until they are gone; only for Drain, 0 when absent.')),
  }),
  machines: optional(machines),
  pods: optional(pods),
});
export type MachineDrainRuleSpec = Static<typeof MachineDrainRuleSpec>;
