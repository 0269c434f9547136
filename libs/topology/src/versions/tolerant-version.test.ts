import { compareNumbers, compareVersions, parseTolerantVersion } from './tolerant-version.ts';

describe('a version read loosely', () => {
  test.each<{ rule: string; text: string; is: string | undefined }>([
    { rule: 'may be whole', text: 'v1.2.3-rc.1+b.2', is: '1.2.3-rc.1+b.2' },
    { rule: 'may lack the v, and numbers at the end', text: '1', is: '1.0.0' },
    { rule: 'may have blanks around it and zeros before its numbers', text: ' v01.02.03 ', is: '1.2.3' },
    { rule: 'has three numbers before anything else', text: 'v1.2-rc.1', is: undefined },
    { rule: 'is no word', text: 'latest', is: undefined },
    { rule: 'is there', text: '', is: undefined },
  ])('$rule', ({ text, is }) => {
    const version = parseTolerantVersion(text);
    expect(version === undefined ? undefined : version.version + (version.build.length > 0 ? `+${version.build.join('.')}` : '')).toBe(is);
  });

  test('is ordered by its numbers alone, or by all it says', () => {
    const [one, other] = [parseTolerantVersion('v1.2.3'), parseTolerantVersion('v1.2.3+b')];
    if (one === undefined || other === undefined) throw new Error('both are versions');
    expect([compareNumbers(one, other), compareVersions(one, other)]).toEqual([0, -1]);
  });
});
