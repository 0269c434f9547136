import type { MachineDrainRule } from '@capi/api';

import { aWrite, found } from '../testing.ts';
import { validateMachineDrainRule } from './validate.ts';

const unreadable = { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] };

describe('a MachineDrainRule', () => {
  test.each<{ rule: string; spec: object; says: string[] }>([
    { rule: 'may order what is drained', spec: { drain: { behavior: 'Drain', order: 0 } }, says: [] },
    { rule: 'cannot order what is skipped', spec: { drain: { behavior: 'Skip', order: 0 } }, says: ['Invalid spec.drain.order'] },
    {
      rule: 'cannot order what is waited for',
      spec: { drain: { behavior: 'WaitCompleted', order: 5 } },
      says: ['Invalid spec.drain.order'],
    },
    {
      rule: 'has selectors that can be read',
      spec: {
        machines: [{}, { selector: unreadable, clusterSelector: unreadable }],
        pods: [{ selector: unreadable, namespaceSelector: unreadable }],
      },
      says: [
        'Invalid spec.machines[1].selector',
        'Invalid spec.machines[1].clusterSelector',
        'Invalid spec.pods[0].selector',
        'Invalid spec.pods[0].namespaceSelector',
      ],
    },
  ])('$rule', ({ spec, says }) => expect(found(validateMachineDrainRule(aWrite<MachineDrainRule>({ spec })))).toEqual(says));
});
