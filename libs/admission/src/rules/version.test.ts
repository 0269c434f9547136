import { isSemanticVersion, validateOptionalVersion, validateVersion } from './version.ts';

describe('a Kubernetes version', () => {
  test.each(['v1.34.0', 'v1.34.0-rc.1', 'v1.34.0+k3s1', 'v1.34.0-alpha.0.1+b.01', 'v18446744073709551615.0.0', 'v1.2.3-0a'])(
    'may be %s',
    (version) => expect(validateVersion('spec.version', version)).toEqual([]),
  );

  test.each([
    'v1.34',
    'v1.34.0.1',
    'v01.34.0',
    'v1.34.0-',
    'v1.34.0+',
    'v1.34.0-01',
    'v1.34.0+a+b',
    'v1.34.0-a..b',
    'v',
    'vv1.34.0',
    'v 1.34.0',
    'v1.34.0\n',
    'v18446744073709551616.0.0',
  ])('may not be %j', (version) =>
    expect(validateVersion('spec.version', version)).toMatchObject([{ kind: 'Invalid', path: 'spec.version', value: version }]),
  );

  test('without a v is told so', () => {
    expect(validateVersion('spec.version', '1.34.0')).toMatchObject([{ message: expect.stringContaining('must start with v') as string }]);
  });
  test('that is wrong in both ways is told both', () => expect(validateVersion('spec.version', '1.34')).toHaveLength(2));
  test('may be left out where it is optional', () => {
    expect([...validateOptionalVersion('spec.version', undefined), ...validateOptionalVersion('spec.version', '')]).toEqual([]);
  });
  test('is semantic without the v', () => expect([isSemanticVersion('1.2.3'), isSemanticVersion('v1.2.3')]).toEqual([true, false]));
});
