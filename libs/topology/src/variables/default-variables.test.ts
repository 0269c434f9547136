import type { Topology } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { said } from '../testing.ts';
import { defaultVariables, type KnownVariables } from './default-variables.ts';

const variable = (name: string, schema: object, more: object = {}) => ({
  name,
  definitions: [{ from: 'inline', required: false, schema: { openAPIV3Schema: schema }, ...more }],
});
const disk = { type: 'object', properties: { gib: { type: 'integer', default: 20 }, path: { type: 'string' } } };
const known = [
  variable('disk', disk),
  variable('flavor', { type: 'string', default: 'small' }),
  variable('region', { type: 'string', maxLength: 3 }),
  variable('grow', { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }, { rule: 'self < 100' }] }),
  variable('pair', {
    type: 'object',
    properties: { min: { type: 'integer' }, max: { type: 'integer' } },
    'x-kubernetes-validations': [{ rule: 'self.min <= self.max', fieldPath: '.min', reason: 'FieldValueForbidden' }],
  }),
];

const run = (topology: object, before?: object, definitions: readonly object[] = known) =>
  defaultVariables(topology as DeepReadonly<Topology>, before as Topology | undefined, definitions as unknown as KnownVariables);
const values = (...pairs: readonly (readonly [string, unknown])[]) => ({ variables: pairs.map(([name, value]) => ({ name, value })) });

describe('defaults of variables', () => {
  test.each<{ rule: string; topology: object; made: object }>([
    { rule: 'are added after what is there', topology: values(['region', 'eu']), made: values(['region', 'eu'], ['flavor', 'small']) },
    {
      rule: 'are filled into values',
      topology: values(['disk', { path: '/' }], ['flavor', 'large']),
      made: values(['disk', { path: '/', gib: 20 }], ['flavor', 'large']),
    },
    {
      rule: 'stand for null',
      topology: values(['flavor', null], ['disk', { gib: null }]),
      made: values(['flavor', 'small'], ['disk', { gib: 20 }]),
    },
    {
      rule: 'are filled into overrides, but add none',
      topology: {
        ...values(['flavor', 'large']),
        controlPlane: { variables: { overrides: [{ name: 'disk', value: {} }] } },
        workers: {
          machineDeployments: [{ name: 'md', variables: { overrides: [{ name: 'disk', value: {} }] } }],
          machinePools: [{ name: 'mp' }],
        },
      },
      made: {
        ...values(['flavor', 'large']),
        controlPlane: { variables: { overrides: [{ name: 'disk', value: { gib: 20 } }] } },
        workers: {
          machineDeployments: [{ name: 'md', variables: { overrides: [{ name: 'disk', value: { gib: 20 } }] } }],
          machinePools: [{ name: 'mp' }],
        },
      },
    },
  ])('$rule', ({ topology, made }) => expect(run(topology)).toEqual({ topology: made, findings: [] }));

  test('leave a topology that lacks nothing as it is', () => {
    const topology = values(['flavor', 'large'], ['disk', { gib: 1 }]);
    expect(run(topology).topology).toBe(topology);
  });
});

describe('values of variables', () => {
  const at = 'spec.topology.variables';
  test.each<{ rule: string; topology: object; before?: object; known?: readonly object[]; says: readonly string[] }>([
    { rule: 'are defined by the class', topology: values(['zone', 1]), says: [`Invalid ${at}[zone]`, `Invalid ${at}[zone]`] },
    {
      rule: 'are set once',
      topology: values(['region', 'a'], ['region', 'toolong']),
      says: [`Invalid ${at}[region]`, `Invalid ${at}[region]`],
    },
    { rule: 'fit their schemas', topology: values(['region', 'toolong']), says: [`TooLong ${at}[region].value`] },
    {
      rule: 'are named where in a list or an object they do not fit',
      topology: values(['disk', { gib: 'x' }], ['list', [1]]),
      known: [...known, variable('list', { type: 'array', items: { type: 'string' } })],
      says: [`TypeInvalid ${at}[disk].value.gib`, `TypeInvalid ${at}[list].value.[0]`],
    },
    { rule: 'have only known fields', topology: values(['disk', { colour: 'red' }]), says: [`Invalid ${at}[disk]`] },
    { rule: 'follow the rules', topology: values(['grow', 100]), says: [`Invalid ${at}[grow].value`] },
    { rule: 'follow rules that compare', topology: values(['grow', 1]), before: values(['grow', 2]), says: [`Invalid ${at}[grow].value`] },
    { rule: 'have nothing to be compared with at first', topology: values(['grow', 1]), before: values(['grow', null]), says: [] },
    {
      rule: 'are refused at the field and for the reason that the rule says',
      topology: values(['pair', { min: 2, max: 1 }]),
      says: [`Forbidden ${at}[pair].value.min`],
    },
    { rule: 'break a rule that fails', topology: values(['pair', { min: 2 }]), says: [`Invalid ${at}[pair].value`] },
    {
      rule: 'are there when they are required',
      topology: { controlPlane: { variables: { overrides: [] } } },
      known: [variable('zone', { type: 'string' }, { required: true })],
      says: [`Required ${at}`],
    },
    {
      rule: 'are looked at in overrides, which compare with the worker of the same name',
      topology: { workers: { machinePools: [{ name: 'a', variables: { overrides: [{ name: 'grow', value: 1 }] } }] } },
      before: { workers: { machinePools: [{ name: 'a', variables: { overrides: [{ name: 'grow', value: 2 }] } }] } },
      says: ['Invalid spec.topology.workers.machinePools[a].variables.overrides[grow].value'],
    },
    {
      rule: 'cannot be judged while the class contradicts itself, used or not',
      topology: values(['region', 'toolong']),
      known: [...known, { name: 'zone', definitionsConflict: true, definitions: [{ schema: {} }] }],
      says: Array.from(
        { length: 4 },
        (_, index) => `TypeInvalid spec.topology.${index % 2 === 0 ? 'variables' : 'controlPlane.variables.overrides'}`,
      ),
    },
    {
      rule: 'cannot be judged while a variable has no definition',
      topology: {},
      known: [{ name: 'zone', definitions: [] }],
      says: Array.from(
        { length: 4 },
        (_, index) => `TypeInvalid spec.topology.${index % 2 === 0 ? 'variables' : 'controlPlane.variables.overrides'}`,
      ),
    },
  ])('$rule', ({ topology, before, known: definitions, says }) => expect(said(run(topology, before, definitions).findings)).toEqual(says));
});
