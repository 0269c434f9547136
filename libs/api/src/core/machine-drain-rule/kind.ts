import { age, column } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { machineDrainRuleV1Beta1 } from './convert-v1beta1.ts';
import { MachineDrainRuleSpec } from './v1beta2.ts';

const everyVersion = {
  description: 'MachineDrainRule says how Pods are treated when the Machines of its namespace are drained.',
  requiresMetadata: true,
  spec: MachineDrainRuleSpec,
  columns: [
    column('Behavior', 'string', '.spec.drain.behavior', 'What is done with the Pods'),
    column('Order', 'string', '.spec.drain.order', 'Pods of a lower order go first'),
    age,
  ],
} as const;

/** How Pods are treated when Machines are drained. */
export const MachineDrainRule = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'MachineDrainRule',
  plural: 'machinedrainrules',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({ stage: 'storage', ...everyVersion }),
    v1beta1: version({
      stage: 'served',
      ...everyVersion,
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'MachineDrainRule', 'cluster.x-k8s.io/v1beta2'),
      convert: machineDrainRuleV1Beta1,
    }),
  },
});
export type MachineDrainRule = ObjectOf<typeof MachineDrainRule, 'v1beta2'>;
