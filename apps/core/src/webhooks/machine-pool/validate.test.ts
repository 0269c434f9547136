import type { MachinePool } from '@capi/api';

import { aWrite, found, gatesOff } from '../testing.ts';
import { validateMachinePool } from './validate.ts';

const spec = { clusterName: 'demo', template: { spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'x' } } } };
const says = (object: object, more?: object) => found(validateMachinePool(aWrite<MachinePool>(object, more)));

describe('a MachinePool', () => {
  test('may be valid', () => expect(says({ spec })).toEqual([]));
  test('cannot have taints', () => {
    const template = { spec: { ...spec.template.spec, taints: [{ key: 'a' }] } };
    expect(says({ spec: { ...spec, template } })).toEqual(['Forbidden spec.template.spec.taints']);
  });
  test('stays with its Cluster', () => {
    expect(says({ spec: { ...spec, clusterName: 'b' } }, { before: { spec } })).toEqual([
      'Forbidden spec.clusterName',
      'Invalid spec.clusterName',
    ]);
  });
  test('is refused as a whole while pools are switched off', () => {
    expect(validateMachinePool(aWrite<MachinePool>({}, gatesOff))).toMatchObject({ findings: [], denial: { status: 403 } });
  });
});
