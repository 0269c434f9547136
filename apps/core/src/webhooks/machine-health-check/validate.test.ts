import type { MachineHealthCheck } from '@capi/api';

import { aWrite, found } from '../testing.ts';
import { validateMachineHealthCheck } from './validate.ts';

const cluster = 'cluster.x-k8s.io/cluster-name';
const spec = { clusterName: 'demo', selector: { matchLabels: { a: 'b' } } };

describe('a MachineHealthCheck', () => {
  test.each<{ rule: string; check: object; more?: object; says: string[] }>([
    { rule: 'may be valid', check: { spec }, says: [] },
    { rule: 'selects something', check: { spec: { ...spec, selector: { matchLabels: {} } } }, says: ['Required spec.selector'] },
    {
      rule: 'has a selector that can be read',
      check: { spec: { ...spec, selector: { matchExpressions: [{ key: 'a', operator: 'Foo' }] } } },
      says: ['Invalid spec.selector'],
    },
    { rule: 'may name its own Cluster', check: { spec: { ...spec, selector: { matchLabels: { [cluster]: 'demo' } } } }, says: [] },
    {
      rule: 'leaves the Machines of other Clusters alone',
      check: { spec: { ...spec, selector: { matchLabels: { [cluster]: 'b' } } } },
      says: ['Invalid spec.selector'],
    },
    {
      rule: 'stays with its Cluster',
      check: { spec },
      more: { before: { spec: { clusterName: 'b' } } },
      says: ['Forbidden spec.clusterName'],
    },
    {
      rule: 'gives Nodes time',
      check: { spec: { ...spec, checks: { nodeStartupTimeoutSeconds: 29 } } },
      says: ['Invalid spec.checks.nodeStartupTimeoutSeconds'],
    },
  ])('$rule', ({ check, more, says }) => expect(found(validateMachineHealthCheck(aWrite<MachineHealthCheck>(check, more)))).toEqual(says));
});
