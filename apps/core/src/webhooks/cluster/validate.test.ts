import type { Cluster } from '@capi/api';

import { isCidr } from '../addresses.ts';
import { aWrite, found } from '../testing.ts';
import { validateCluster } from './validate.ts';

const ref = { apiGroup: 'x', kind: 'Y', name: 'z' };
const spec = { infrastructureRef: ref, controlPlaneRef: ref };

describe('a Cluster without topology', () => {
  test.each<{ rule: string; cluster: object; more?: object; says: string[] }>([
    { rule: 'may have both providers', cluster: { spec }, says: [] },
    { rule: 'may have one of them', cluster: { spec: { infrastructureRef: ref } }, says: [] },
    { rule: 'has somebody who makes it', cluster: { spec: { infrastructureRef: { name: '' } } }, says: ['Forbidden spec'] },
    {
      rule: 'keeps its providers',
      cluster: {},
      more: { before: { spec } },
      says: ['Forbidden spec.infrastructureRef', 'Forbidden spec.controlPlaneRef', 'Forbidden spec'],
    },
    {
      rule: 'may exchange them',
      cluster: { spec: { ...spec, infrastructureRef: { ...ref, name: 'b' } } },
      more: { before: { spec } },
      says: [],
    },
    { rule: 'has a name that fits into a label', cluster: { metadata: { name: 'a'.repeat(64) }, spec }, says: ['Invalid metadata.name'] },
    {
      rule: 'has networks that are ranges',
      cluster: { spec: { ...spec, clusterNetwork: { pods: { cidrBlocks: ['10.0.0.0/8', 'x'] }, services: { cidrBlocks: [''] } } } },
      says: ['Invalid spec.clusterNetwork.pods.cidrBlocks[1]', 'Invalid spec.clusterNetwork.services.cidrBlocks[0]'],
    },
    { rule: 'may be deleted as it is', cluster: {}, more: { operation: 'DELETE' }, says: [] },
  ])('$rule', ({ cluster, more, says }) => expect(found(validateCluster(aWrite<Cluster>(cluster, more)))).toEqual(says));
});

describe('a range of addresses', () => {
  test.each(['0.0.0.0/0', '10.0.0.1/24', '10.0.0.0/32', 'fd00::/64', '::/0', '::ffff:10.0.0.0/128', '10.0.0.0/08'])('may be %j', (text) =>
    expect(isCidr(text)).toBe(true),
  );
  test.each([
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    'fd00::/129',
    '010.0.0.0/8',
    '10.0.0/8',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    'fe80::%eth0/64',
    'foo/8',
    '/8',
    '10.0.0.0/',
  ])('may not be %j', (text) => expect(isCidr(text)).toBe(false));
});
