import { isIntOrPercent, validateIntOrPercent, validateRollingUpdate } from './int-or-percent.ts';

describe('a number or percentage', () => {
  test.each([0, 3, -1, '25%', '0%', '-5%', '+5%'])('may be %j', (value) => expect(isIntOrPercent(value)).toBe(true));
  test.each(['3', '%', '', 'abc', '1.5%', '5%%', ' 5%'])('may not be %j', (value) => {
    expect(validateIntOrPercent('spec.x', value)).toMatchObject([
      { kind: 'Invalid', path: 'spec.x', value, message: expect.stringContaining('must be either an int or a percentage') as string },
    ]);
  });
  test('may be absent', () => expect(validateIntOrPercent('spec.x', undefined)).toEqual([]));
});

describe('a rolling update', () => {
  test.each([{ maxSurge: 0, maxUnavailable: 1 }, { maxSurge: 0 }, { maxSurge: '0%', maxUnavailable: '0%' }, {}, undefined])(
    'may be %j',
    (bounds) => expect(validateRollingUpdate('spec.r', bounds)).toEqual([]),
  );
  test('needs some room', () => {
    expect(validateRollingUpdate('spec.r', { maxSurge: 0, maxUnavailable: 0 })).toMatchObject([
      { kind: 'Invalid', path: 'spec.r', message: expect.stringContaining('cannot both be 0') as string },
    ]);
  });
  test('is told of each bound', () => {
    expect(validateRollingUpdate('spec.r', { maxSurge: 'a', maxUnavailable: '1' }).map(({ path }) => path)).toEqual([
      'spec.r.maxSurge',
      'spec.r.maxUnavailable',
    ]);
  });
});
