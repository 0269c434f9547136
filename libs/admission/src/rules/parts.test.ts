import { validateBootstrap } from './bootstrap.ts';
import { validateClusterName, validateTemplateClusterName } from './cluster-name.ts';
import { validateHealthCheck } from './health-checks.ts';
import { refuseChange, refuseChangeOnceSet } from './immutable.ts';
import { isDefined } from './references.ts';

describe('an optional part', () => {
  test.each([undefined, {}, { name: '' }, { name: '', ref: { kind: '' } }])('is as good as absent as %j', (part) =>
    expect(isDefined(part)).toBe(false),
  );
  test.each([{ name: 'x' }, { port: 0 }, { ref: { kind: 'x' } }, { list: [] }, { flag: false }])('says something as %j', (part) =>
    expect(isDefined(part)).toBe(true),
  );
});

describe('bootstrap data', () => {
  test.each([{ dataSecretName: '' }, { dataSecretName: 'x' }, { configRef: { kind: 'KubeadmConfig', name: 'x', apiGroup: 'y' } }])(
    'may come from %j',
    (bootstrap) => expect(validateBootstrap('spec.bootstrap', bootstrap)).toEqual([]),
  );
  test.each([undefined, {}, { configRef: {} }, { configRef: { kind: '', name: '' } }])('cannot come from %j', (bootstrap) => {
    expect(validateBootstrap('spec.bootstrap', bootstrap)).toMatchObject([{ kind: 'Required', path: 'spec.bootstrap' }]);
  });
});

describe('the Cluster of an object', () => {
  const of = (clusterName?: string) => ({ spec: clusterName === undefined ? {} : { clusterName } });
  test('cannot be changed or taken away', () => {
    expect(validateClusterName(of('a'), of('b'))).toMatchObject([{ kind: 'Forbidden', path: 'spec.clusterName' }]);
    expect(validateClusterName(of(), of('b'))).toHaveLength(1);
  });
  test('is free for a new object', () =>
    expect([...validateClusterName(of('a'), undefined), ...validateClusterName(of(), of(''))]).toEqual([]));
  test('is that of the Machines it makes', () => {
    expect(validateTemplateClusterName({ spec: { clusterName: 'a', template: { spec: { clusterName: 'b' } } } })).toMatchObject([
      { kind: 'Invalid', path: 'spec.clusterName', value: 'a' },
    ]);
    expect(validateTemplateClusterName({ spec: { clusterName: 'a', template: { spec: { clusterName: 'a' } } } })).toEqual([]);
  });
});

describe('a health check', () => {
  const paths = (values: Parameters<typeof validateHealthCheck>[1]) => validateHealthCheck('spec', values).map(({ path }) => path);
  test.each([undefined, 0, 30, 600])('may wait %j seconds for a Node', (seconds) => {
    expect(paths({ checks: { nodeStartupTimeoutSeconds: seconds } })).toEqual([]);
  });
  test.each([1, 29, -1])('may not wait %j seconds for a Node', (seconds) => {
    expect(paths({ checks: { nodeStartupTimeoutSeconds: seconds } })).toEqual(['spec.checks.nodeStartupTimeoutSeconds']);
  });
  test('counts Machines in numbers or percentages', () => {
    expect(paths({ remediation: { maxInFlight: '1', triggerIf: { unhealthyLessThanOrEqualTo: 'x' } } })).toEqual([
      'spec.remediation.maxInFlight',
      'spec.remediation.triggerIf.unhealthyLessThanOrEqualTo',
    ]);
  });
});

describe('what cannot change', () => {
  test('is refused with the new value', () => {
    expect(refuseChange('spec.x', { a: 1 }, { a: 2 })).toMatchObject([
      { kind: 'Invalid', path: 'spec.x', value: { a: 2 }, message: expect.stringContaining('field is immutable') as string },
    ]);
  });
  test('may be set once where that is the rule', () => {
    expect([
      ...refuseChangeOnceSet('spec.x', undefined, 'a'),
      ...refuseChangeOnceSet('spec.x', '', 'a'),
      ...refuseChangeOnceSet('spec.x', 'a', 'a'),
    ]).toEqual([]);
    expect(refuseChangeOnceSet('spec.x', 'a', undefined)).toHaveLength(1);
  });
});
